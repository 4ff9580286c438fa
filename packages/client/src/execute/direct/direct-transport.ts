import { randomUUID } from "node:crypto";
import { type Attempts, finalError, followAttempt } from "../attempts.ts";
import type { ClientConfig, SdkClient } from "../client-or-config.ts";
import { writeRequest } from "../json/write-request.ts";
import type { RequestName, Transport } from "../transport.ts";
import { type Answered, exchange } from "./exchange.ts";
import { addTracing } from "./headers.ts";
import { logged, setLogger } from "./log.ts";
import { checkStrategy, withRetries } from "./retry.ts";
import { configuredClient, type HttpRequest, type SdkConfig } from "./sdk-client.ts";
import { sha256, signingDate } from "./sign.ts";
import type { Template } from "./template.ts";
import { templatesOf } from "./templates.ts";

/** One request, as it is sent again and again. */
interface Sending {
  readonly name: RequestName;
  readonly body: string;
  readonly invocation: string;
  readonly mostAttempts: number;
  readonly signal: AbortSignal | undefined;
  readonly attempts: Attempts | undefined;
}

/** What the SDK's signers are told, and what they say to themselves. */
interface SigningProperties {
  readonly _disableClockSkewCorrection?: boolean;
  readonly _preRequestSystemClockOffset: number;
  readonly _requestSentAt: number;
}

/**
 * Sends requests with the SDK's configuration, and past its middleware. The SDK's own code decides where requests go, how they
 * are signed and what headers they have, once for each set of credentials; its retry strategy decides about retries, and its
 * handler sends.
 *
 * @throws TypeError for a client with middleware of somebody's own
 */
export function directTransport(clientOrConfig: SdkClient | ClientConfig): Transport {
  const client = configuredClient(clientOrConfig);
  const { config } = client;
  const templates = templatesOf(client);

  async function sendRequest(
    name: RequestName,
    input: object,
    signal: AbortSignal | undefined,
    attempts: Attempts | undefined,
  ): Promise<Answered["output"]> {
    let template: Template | undefined = await templates(name, input);
    const strategy = checkStrategy(await config.retryStrategy());
    const mostAttempts = await config.maxAttempts();
    const body = writeRequest(name, input as never);
    const sending = { name, body, invocation: randomUUID(), mostAttempts, signal, attempts };
    return withRetries(strategy, signal, async (attempt) => {
      // Credentials may have been refreshed between attempts.
      const current = template ?? (await templates(name, input));
      template = undefined;
      return sendOnce(config, current, sending, attempt);
    });
  }

  return {
    client,
    async send(name, input, signal, attempts) {
      const logger = setLogger(config.logger);
      try {
        const send = () => sendRequest(name, input, signal, attempts);
        return (await (logger ? logged(logger, name, input, send) : send())) as never;
      } catch (error) {
        throw attempts ? finalError(attempts, error) : error;
      }
    },
  };
}

async function sendOnce(
  config: SdkConfig,
  template: Template,
  sending: Sending,
  attempt: number,
): Promise<Answered["output"]> {
  const { name, signal, attempts } = sending;
  const { signer, httpAuthOption } = template.scheme;
  // By these the SDK finds out how far the clock is off.
  const clock = { _preRequestSystemClockOffset: config.systemClockOffset, _requestSentAt: Date.now() };
  const properties: SigningProperties = { ...httpAuthOption.signingProperties, ...clock };
  const request = await prepare(config, template, sending, attempt, properties);
  const send = (): Promise<Answered> => exchange(config, name, request, signal);
  try {
    const { response, output } = await (attempts ? followAttempt(attempts, signal, send) : send());
    signer.successHandler?.(response, properties);
    return output;
  } catch (error) {
    signer.errorHandler?.(properties)(error);
    throw error;
  }
}

async function prepare(
  config: SdkConfig,
  { Request, request, scheme, sign }: Template,
  { body, invocation, mostAttempts }: Sending,
  attempt: number,
  properties: SigningProperties,
): Promise<HttpRequest> {
  const headers: Record<string, string> = {
    ...request.headers,
    "content-length": String(Buffer.byteLength(body)),
    "amz-sdk-invocation-id": invocation,
    "amz-sdk-request": `attempt=${attempt}; max=${mostAttempts}`,
  };
  addTracing(headers);
  if (sign === undefined) {
    return scheme.signer.sign(new Request({ ...request, headers, body }), scheme.identity, properties);
  }
  const hash = sha256(body);
  const offset = properties._disableClockSkewCorrection ? 0 : config.systemClockOffset;
  headers["x-amz-date"] = signingDate(Date.now() + offset);
  headers["x-amz-content-sha256"] = hash;
  headers.authorization = sign(headers, hash);
  return new Request({ ...request, headers, body });
}
