import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";

/** The client, but the first requests of this kind are answered with this error instead of being sent. */
export function failing(client: DynamoDBClient, request: string, error: string, times: number): SdkClient {
  let left = times;
  return intercepted(client, request, async (send) => {
    if (left-- > 0) throw named(error);
    return send();
  });
}

/** The client, but the first request of this kind is sent and its answer lost: the SDK sends it again. */
export function answerLost(client: DynamoDBClient, request: string): SdkClient {
  let first = true;
  return intercepted(client, request, async (send) => {
    if (first) await send();
    first = false;
    return send();
  });
}

/** The client, but the first request of this kind is sent, and the caller learns only that the line broke. */
export function lineBroken(client: DynamoDBClient, request: string): SdkClient {
  let first = true;
  return intercepted(client, request, async (send) => {
    const output = await send();
    if (!first) return output;
    first = false;
    throw named("TimeoutError");
  });
}

/** The client, but something happens just before the first request of this kind. */
export function overtaken(client: DynamoDBClient, request: string, before: () => Promise<unknown>): SdkClient {
  let first = true;
  return intercepted(client, request, async (send) => {
    if (first) {
      first = false;
      await before();
    }
    return send();
  });
}

/** The client, and the kinds of request that were sent through it. */
export function recorded(client: DynamoDBClient): { readonly client: SdkClient; readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    client: {
      send: (command, ...rest) => {
        sent.push(kindOf(command));
        return client.send(command, ...rest);
      },
    },
  };
}

function intercepted(
  client: DynamoDBClient,
  request: string,
  answer: (send: () => Promise<unknown>) => Promise<unknown>,
): SdkClient {
  return {
    send: (command, ...rest) => {
      const send = (): Promise<unknown> => client.send(command, ...rest);
      return kindOf(command) === request ? answer(send) : send();
    },
  };
}

function kindOf(command: object): string {
  return command.constructor.name.replace(/Command$/, "");
}

function named(name: string): Error {
  return Object.assign(new Error(`${name}, as injected`), { name });
}
