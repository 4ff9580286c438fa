type Headers = Record<string, string>;

interface InvokeStore {
  getXRayTraceId?(): string | undefined;
  getTraceparent?(): string | undefined;
  getTracestate?(): string | undefined;
  getBaggage?(): string | undefined;
}

// Looking at the environment takes longer than all else here, and this does not change.
const isLambda = Boolean(process.env.AWS_LAMBDA_FUNCTION_NAME);

/** What a request to AWS in a Lambda function says of the invocation that it is part of, as in the SDK. */
export function addTracing(headers: Headers): void {
  const store = (globalThis as { readonly awslambda?: { readonly InvokeStore?: InvokeStore } }).awslambda?.InvokeStore;
  if (isLambda) {
    const trace = store?.getXRayTraceId?.() ?? process.env._X_AMZN_TRACE_ID;
    if (trace) headers["X-Amzn-Trace-Id"] = trace;
  }
  const parent = store?.getTraceparent?.();
  if (!parent) return;
  headers.traceparent = parent;
  const state = store?.getTracestate?.();
  if (state) headers.tracestate = state;
  const baggage = store?.getBaggage?.();
  if (baggage) headers.baggage = baggage;
}
