import type { Context, Handler, Hooks, Middleware, Place, Result, SdkCommand, Stack } from "./hooks.ts";

/** What the SDK has ready for commands of one kind. */
export interface Prepared {
  /** The innermost first. */
  readonly middlewares: readonly Middleware[];
  readonly context: Context;
}

type Replace = (original: Middleware) => Middleware;

/** Middleware in place of some of the SDK's, by their names. */
export interface Replacements {
  /** Without these there is nothing to be had. */
  readonly needed: Readonly<Record<string, Replace>>;
  /** These are replaced where they are there; `undefined` leaves one out. */
  readonly others: Readonly<Record<string, Replace | undefined>>;
}

/** The key of what the SDK itself shares between the middleware of a request. */
const shared = "__smithy_context";

/**
 * Lets a command put the client's middleware and its own in order, and keeps the result: the SDK does so again for each
 * request, and with `cacheMiddleware` lets requests share what must be each request's own, such as its endpoint.
 *
 * @param empty a command that is used for its empty stack
 * @returns `undefined` where the SDK works in another way, or lacks the middleware that is to be replaced
 */
export function prepare(
  { config, middlewareStack: stack }: Hooks,
  command: SdkCommand,
  empty: SdkCommand,
  replacements: Replacements,
): Prepared | undefined {
  let prepared: Prepared | undefined;
  const listing: Pick<Stack, "concat"> = {
    concat(own) {
      const whole = stack.concat(own);
      return {
        applyToStack: (other) => whole.applyToStack(other),
        resolve(handler, context) {
          const middlewares = inOrder(whole, empty.middlewareStack, replacements);
          if (middlewares && typeof context[shared] === "object") prepared = { middlewares, context };
          return handler;
        },
      };
    },
  };
  // Finding the endpoint takes a copy of the configuration each time; copying a copy is ten times as fast.
  command.resolveMiddleware(listing, { ...config });
  return prepared;
}

/** The middleware of a stack in the order in which it calls them to build up a handler. */
function inOrder(
  stack: Pick<Stack, "applyToStack">,
  empty: Stack,
  { needed, others }: Replacements,
): readonly Middleware[] | undefined {
  const order: Middleware[] = [];
  const replacements: Replacements["others"] = { ...others, ...needed };
  const wanting = new Set(Object.keys(needed));
  const recording = (original: Middleware, place: Place): [Middleware, Place] => {
    const { name } = place;
    const isReplaced = typeof name === "string" && name in replacements;
    if (isReplaced) wanting.delete(name);
    const recorded = isReplaced ? replacements[name]?.(original) : original;
    const middleware: Middleware = (next) => {
      if (recorded) order.push(recorded);
      return next;
    };
    // Among the options that a stack gives to another one is the middleware itself, which would count.
    return [middleware, { ...place, middleware }];
  };
  stack.applyToStack({
    add: (middleware, place) => empty.add(...recording(middleware, place)),
    addRelativeTo: (middleware, place) => empty.addRelativeTo(...recording(middleware, place)),
  });
  empty.resolve(() => Promise.reject(new Error("only built up")), {});
  return wanting.size === 0 ? order : undefined;
}

/** Sends one request through prepared middleware, with a context of its own. */
export function sendPrepared(
  { middlewares, context }: Prepared,
  { requestHandler }: Hooks["config"],
  input: object,
  signal: AbortSignal | undefined,
  more: Context | undefined,
): Promise<Result> {
  const options = signal === undefined ? {} : { abortSignal: signal };
  // No names after spreads: each object would be of a class of its own.
  const own: Record<PropertyKey, unknown> = { ...context };
  if (more) Object.assign(own, more);
  own[shared] = { ...(context[shared] as object), ...options };
  // Middleware makes the output of the response.
  let handler = (({ request }) => requestHandler.handle(request, options)) as Handler;
  for (const middleware of middlewares) handler = middleware(handler, own);
  return handler({ input });
}
