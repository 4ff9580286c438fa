import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { HttpRequest, HttpResponse } from "./sdk-client.ts";

/** What a stubbed network does with a request: it answers, or fails. */
export type Reaction = HttpResponse | Error;

export interface Network {
  readonly sent: readonly HttpRequest[];
  /** A configuration with everything of the SDK but for the network and the waiting between attempts. */
  readonly config: DynamoDBClientConfig;
}

/** Reacts to each request with the next reaction, and to those after the last with the last. */
export function network(...reactions: readonly Reaction[]): Network {
  const sent: HttpRequest[] = [];
  const handle = async (request: HttpRequest): Promise<{ response: HttpResponse }> => {
    const reaction = reactions[Math.min(sent.length, reactions.length - 1)];
    sent.push(request);
    if (reaction === undefined || reaction instanceof Error) throw reaction ?? new Error("nothing should be sent");
    return { response: { ...reaction, headers: { ...reaction.headers } } };
  };
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  return { sent, config: { region: "eu-central-1", credentials, requestHandler: { handle } as never } };
}

interface Delaying {
  retryBackoffStrategy?: { setDelayBase(base: number): void; computeNextBackoffDelay(attempt: number): number };
}

/** A client whose retries follow at once. */
export function impatientClient(config: DynamoDBClientConfig): DynamoDBClient {
  const client = new DynamoDBClient(config);
  const original = client.config.retryStrategy;
  client.config.retryStrategy = async () => {
    const strategy = await original();
    (strategy as Delaying).retryBackoffStrategy = { setDelayBase() {}, computeNextBackoffDelay: () => 0 };
    return strategy;
  };
  return client;
}

export function answer(content: object, headers: Record<string, string> = {}): HttpResponse {
  return { statusCode: 200, headers: { "x-amzn-requestid": "ID", ...headers }, body: encoded(content) };
}

export function refusal(statusCode: number, type: string, headers: Record<string, string> = {}): HttpResponse {
  const body = encoded({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: `${type} of a test` });
  return { statusCode, headers: { "x-amzn-requestid": "ID", ...headers }, body };
}

function encoded(content: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}

export function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}
