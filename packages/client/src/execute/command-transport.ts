import { type Command, finalError, followAttempts } from "./attempts.ts";
import { commands } from "./commands.ts";
import { skipUnreadLogs } from "./skip-unread-logs.ts";
import type { Transport } from "./transport.ts";

/**
 * The one method of the SDK's clients that this library calls. A `DynamoDBClient` and a `DynamoDBDocumentClient` both have
 * it; with either, commands in the wire form are sent, and nothing is installed on the client.
 */
export interface CommandClient {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

/** Sends requests as commands through a client, which stays as it is. */
export function commandTransport(client: CommandClient): Transport {
  return {
    client,
    async send(name, input, signal, attempts) {
      const made = new commands[name](input as never) as Command;
      skipUnreadLogs(made);
      if (attempts) followAttempts(made, attempts, signal);
      // The SDK types `send` by its own command classes, one overload each; the table above is what ties names to commands.
      const command = made as never;
      try {
        // With options, even empty ones, the SDK passes over a client's `cacheMiddleware`: it would follow the first command's attempts.
        const plain = signal === undefined && attempts === undefined;
        const sending = plain ? client.send(command) : client.send(command, signal ? { abortSignal: signal } : {});
        return (await sending) as never;
      } catch (error) {
        throw attempts ? finalError(attempts, error) : error;
      }
    },
  };
}
