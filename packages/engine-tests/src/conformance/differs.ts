import { isDeepStrictEqual } from "node:util";

/** The engine does something else than the service; the message says what. */
export class Differs extends Error {
  override readonly name = "Differs";
}

/** Demands that something is what the service would have given. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Differs(`${what}: ${shown(actual)}, not ${shown(expected)}`);
}

/** Demands that something holds; `what` says what is the case where it does not. */
export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Differs(what);
}

interface Refusal extends Error {
  readonly Item?: unknown;
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: unknown }[];
}

/** Demands that the engine refuses a request with this error, and gives the error. */
export async function refused(
  request: Promise<unknown>,
  name: string,
  what: string,
  words: RegExp = /(?:)/,
): Promise<Refusal> {
  const error = await request.then(
    () => new Differs(`${what}: accepted`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || error instanceof Differs) throw error;
  if (error.name !== name) throw isAnswer(error) ? new Differs(`${what}: ${error.name}`) : error;
  holds(words.test(error.message), `${what}: refused for another reason (${error.message})`);
  return error;
}

/** Whether an error is an answer of the engine rather than the lack of one. */
export function isAnswer(error: unknown): error is Error & { readonly $fault: "client" | "server" } {
  return error instanceof Error && "$fault" in error;
}

/** Short, and without what differs from run to run: it stands in a record that is compared by people. */
function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value, bytes);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function bytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}
