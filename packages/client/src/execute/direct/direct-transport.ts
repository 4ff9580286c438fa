import { randomUUID } from "node:crypto";
import { type Attempts, finalError, followAttempt } from "../attempts.ts";
import type { ClientConfig, SdkClient } from "../client-or-config.ts";
import { writeRequest } from "../json/write-request.ts";
import type { RequestName, Transport } from "../transport.ts";
import { type Answered, exchange } from "./exchange.ts";
import { logged, setLogger } from "./log.ts";
import { type Message, prepare, type SigningProperties } from "./prepare.ts";
import { checkStrategy, withRetries } from "./retry.ts";
import { configuredClient, type SdkConfig } from "./sdk-client.ts";
import type { Template } from "./template.ts";
import { templatesOf } from "./templates.ts";

/** One request, as it is sent again and again. */
interface Sending extends Message {
  readonly signal: AbortSignal | undefined;
  readonly attempts: Attempts | undefined;
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
      // All of them, and so what fails before the first was never sent.
      if (attempts) attempts.followed = true;
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
