import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { finalError } from "../attempts.ts";
import type { ClientConfig } from "../client-or-config.ts";
import { commandTransport } from "../command-transport.ts";
import { commands } from "../commands.ts";
import type { RequestName, Transport } from "../transport.ts";
import { addFollowing, following } from "./follow.ts";
import { type Hooks, hooksOf, isCommand, isPatched } from "./hooks.ts";
import { keepSigners } from "./keep-signers.ts";
import { type Prepared, prepare, sendPrepared } from "./prepare.ts";
import { isDynamoDBJson, reading, unlessSaid, writing } from "./serde.ts";
import { keepUserAgent } from "./user-agent.ts";
import { warnOnce } from "./warn-once.ts";

/**
 * Sends requests through a client of our own: with the SDK's signing, retries, endpoints and middleware, which are put in
 * order once, and with this library's reading and writing of JSON. Where the installed SDK has other hooks, as commands of
 * its client, and a warning of the process says so once; where a tracer or a mock has replaced its methods, through these.
 */
export function sdkTransport(config: ClientConfig): Transport {
  const client = new DynamoDBClient(config);
  const whole = commandTransport(client);
  const hooks = hooksOf(client);
  if (!hooks) {
    warnOnce();
    return whole;
  }
  if (config.signer === undefined) hooks.config.signer = keepSigners(hooks.config.signer);
  const { send } = client;
  // It happens to all clients at any time, so that a mock reaches a connection that was there before.
  const isOwnWay = (): boolean => client.send === send && !isPatched(client);
  const prepared = new Map<RequestName, Prepared | undefined>();
  const preparedFor = (name: RequestName): Prepared | undefined => {
    if (prepared.has(name)) return prepared.get(name);
    const made = prepareFor(name, hooks, config);
    if (!made) warnOnce();
    prepared.set(name, made);
    return made;
  };
  return {
    client,
    async send(name, input, signal, attempts) {
      const ready = isOwnWay() ? preparedFor(name) : undefined;
      if (!ready) return whole.send(name, input, signal, attempts);
      // All of them are, so that what fails before the first was never sent.
      if (attempts) attempts.followed = true;
      try {
        const { output } = await sendPrepared(ready, hooks.config, input, signal, following(attempts, signal));
        return output as never;
      } catch (error) {
        throw attempts ? finalError(attempts, error) : error;
      }
    },
  };
}

function prepareFor(name: RequestName, hooks: Hooks, given: ClientConfig): Prepared | undefined {
  const { config } = hooks;
  const [command, empty] = [commandOf(name), commandOf(name)];
  if (!isCommand(command) || !isCommand(empty)) return undefined;
  const isOwnProtocol = given.protocol !== undefined || given.protocolSettings !== undefined;
  if (!isOwnProtocol && !isDynamoDBJson(config)) return undefined;
  const Request = config.protocol.getRequestType();
  addFollowing(command.middlewareStack);
  return prepare(hooks, command, empty, {
    needed: isOwnProtocol
      ? {}
      : {
          serializerMiddleware: (original) => writing(name, Request, original),
          deserializerMiddleware: (original) => reading(name, (stream) => config.streamCollector(stream), original),
        },
    others: {
      // The SDK makes a deep copy of each input and output for the logger that does nothing.
      ...(!given.logger && { loggerMiddleware: undefined }),
      contentLengthMiddleware: unlessSaid,
      getUserAgentMiddleware: keepUserAgent,
    },
  });
}

function commandOf(name: RequestName): object {
  return new commands[name]({} as never);
}
