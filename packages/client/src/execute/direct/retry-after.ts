interface Holder {
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** When the service asks to come back, as the SDK reads it from the headers of an answer. */
export function retryAfter(error: unknown): Date | undefined {
  const headers = typeof error === "object" && error !== null ? (error as Holder).$response?.headers : undefined;
  if (headers === undefined) return undefined;
  for (const [name, value] of Object.entries(headers)) {
    switch (name.toLowerCase()) {
      case "retry-after":
        return atOrAfter(value);
      case "x-amz-retry-after":
        return Number.isFinite(Number(value)) ? new Date(Date.now() + Number(value)) : undefined;
      default:
    }
  }
  return undefined;
}

/** Seconds, or a time. */
function atOrAfter(value: string): Date | undefined {
  if (/^\d+(?:\.\d+)?$/.test(value)) return new Date(Date.now() + Number(value) * 1000);
  const time = Date.parse(value);
  return Number.isNaN(time) || (!value.endsWith("GMT") && time < Date.now()) ? undefined : new Date(time);
}
