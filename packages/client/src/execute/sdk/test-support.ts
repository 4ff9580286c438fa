import type { ClientConfig } from "../client-or-config.ts";
import type { Transport } from "../transport.ts";
import { sdkTransport } from "./sdk-transport.ts";

export interface Sent {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What a stubbed network does with a request: it answers, fails, or decides when it sees it. */
export type Reaction = Answered | Error | ((request: Sent, options: Options) => Promise<Answered>);

interface Options {
  readonly abortSignal?: AbortSignal;
}

/** A configuration with everything of the SDK but for the network; its last reaction goes on. */
export function network(...reactions: readonly Reaction[]): { readonly sent: readonly Sent[]; config: ClientConfig } {
  const sent: Sent[] = [];
  const handle = async (request: Sent, options: Options): Promise<{ response: Answered }> => {
    const reaction = reactions[Math.min(sent.length, reactions.length - 1)];
    sent.push(request);
    if (reaction instanceof Error) throw reaction;
    if (reaction === undefined) throw new Error("nothing should be sent");
    const response = typeof reaction === "function" ? await reaction(request, options) : reaction;
    // Those who read it change it.
    const body = ArrayBuffer.isView(response.body) ? Buffer.from(response.body as Uint8Array) : response.body;
    return { response: { ...response, headers: { ...response.headers }, body } };
  };
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  return { sent, config: { region: "eu-central-1", credentials, requestHandler: { handle } as never } };
}

export function answer(content: object, headers: Record<string, string> = {}): Answered {
  return { statusCode: 200, headers: { "x-amzn-requestid": "ID", ...headers }, body: encoded(content) };
}

export function refusal(statusCode: number, type: string, headers: Record<string, string> = {}): Answered {
  const body = encoded({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: `${type} of a test` });
  return { statusCode, headers: { "x-amzn-requestid": "ID", ...headers }, body };
}

function encoded(content: object): Uint8Array {
  return Buffer.from(JSON.stringify(content));
}

/** Sends a `GetItem` through a transport of such a configuration. */
export function get(transport: Transport, TableName = "TaskApp", signal?: AbortSignal): Promise<unknown> {
  return transport.send("GetItem", { TableName, Key: { id: { S: "a" } } }, signal, undefined);
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  return promise.then(
    () => {
      throw new Error("it was not rejected");
    },
    (error: unknown) => error as Error & Record<string, unknown>,
  );
}

export function transportOf(config: ClientConfig, more: ClientConfig = {}): Transport {
  return sdkTransport({ ...config, ...more });
}

export function textOf({ body }: Sent): string {
  return typeof body === "string" ? body : Buffer.from(body).toString();
}
