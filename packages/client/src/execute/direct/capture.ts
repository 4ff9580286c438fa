import type { Command } from "../attempts.ts";
import { commands } from "../commands.ts";
import type { RequestName } from "../transport.ts";
import type { ConfiguredClient, Credentials, HttpRequest } from "./sdk-client.ts";

/** How the SDK chose to sign. */
export interface AuthScheme {
  readonly identity: Credentials;
  readonly httpAuthOption: { readonly signingProperties?: object };
  readonly signer: {
    sign(request: HttpRequest, identity: unknown, properties: object): Promise<HttpRequest>;
    errorHandler?(properties: object): (error: unknown) => never;
    successHandler?(response: object, properties: object): void;
  };
}

/** A request as the SDK would have sent it. */
export interface Captured {
  readonly request: HttpRequest;
  readonly scheme: AuthScheme;
}

/** Where the SDK's middleware keep what they say to each other. */
const inner = "__smithy_context";

/**
 * Lets the SDK prepare and sign a request, and keeps it from being sent: this tells where requests go, what headers they have,
 * and how they are signed, by the SDK's own rules. This concerns one command; nothing is installed on the client.
 */
export async function capture(client: ConfiguredClient, name: RequestName, input: object): Promise<Captured> {
  const command = new commands[name](input as never) as Command;
  let found: Partial<Captured> = {};
  command.middlewareStack.add(
    (next, context) => {
      // Nobody should read of a request that was never sent.
      delete context.logger;
      return next;
    },
    { step: "initialize", name: "captureWithoutLog", priority: "high" },
  );
  command.middlewareStack.add(
    (_, context) => async (args) => {
      const shared: unknown = context[inner];
      const { selectedHttpAuthScheme: scheme } = (shared ?? {}) as { readonly selectedHttpAuthScheme?: AuthScheme };
      found = { request: (args as Partial<Captured>).request, ...(scheme && { scheme }) } as Partial<Captured>;
      return { response: {}, output: { $metadata: {} } };
    },
    // Outside of what reads answers, as there is none.
    { step: "deserialize", name: "captureRequest", priority: "high" },
  );
  // With options, even empty ones, the client makes a stack for this command alone, also with `cacheMiddleware`.
  await client.send(command as never, {} as never);
  const { request, scheme } = found;
  if (request && scheme) return { request, scheme };
  throw new TypeError(
    'transport "direct" does not know its way with this version of @aws-sdk/client-dynamodb. Leave out `transport`',
  );
}
