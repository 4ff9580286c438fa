import type { SdkClient } from "../execute/client-or-config.ts";

/** A request as a client of the SDK got it. */
export interface SentCommand {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly abortSignal: AbortSignal | undefined;
}

export interface StubClient extends SdkClient {
  readonly sent: readonly SentCommand[];
}

type Answer = (command: SentCommand) => unknown;

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: SentCommand["input"];
}

/**
 * A client of the SDK without a network: for failures that no engine can be made to give. Each request takes the next answer:
 * a function makes one, an error is thrown, anything else is the output. One request more than there are answers is an error.
 */
export function stubClient(...answers: readonly unknown[]): StubClient {
  const sent: SentCommand[] = [];
  const send = async (command: Command, options: { readonly abortSignal?: AbortSignal } = {}): Promise<unknown> => {
    const request = { name: command.constructor.name, input: command.input, abortSignal: options.abortSignal };
    const answer = answers[sent.length];
    sent.push(request);
    if (sent.length > answers.length) throw new Error(`nothing should have been sent: ${request.name}`);
    const outcome: unknown = typeof answer === "function" ? await (answer as Answer)(request) : answer;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { sent, send };
}

/** An exception as the SDK throws it. */
export function serviceError(name: string, properties: object = {}): Error {
  return Object.assign(new Error(`${name} of a test`), { name, ...properties });
}
