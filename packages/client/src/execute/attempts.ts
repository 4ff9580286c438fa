import type { GetItemCommand } from "@aws-sdk/client-dynamodb";

/** What every command of the SDK has. */
export type Command = Pick<GetItemCommand, "middlewareStack">;

/** What is known of the attempts that the SDK makes to send a write. */
export interface Attempts {
  /** Whether the write may be sent again after an attempt that may have been carried out. */
  readonly repeatable: boolean;
  /** Whether the attempts can be seen: a client that is no client of the SDK runs no middleware. */
  followed: boolean;
  /** Whether an attempt went out and got no answer that says that nothing was written. */
  lost: boolean;
  /** What it failed with. */
  reason: unknown;
  /** Whether an attempt is on its way. */
  pending: boolean;
}

export function newAttempts(repeatable: boolean): Attempts {
  return { repeatable, followed: false, lost: false, reason: undefined, pending: false };
}

/** Takes note of an attempt without an answer that says that nothing was written. */
export function lose(attempts: Attempts, reason: unknown): void {
  attempts.lost = true;
  attempts.reason = reason;
}

/** Whether one of the attempts so far may have been carried out. */
export function mayBeWritten({ lost, pending }: Attempts): boolean {
  return lost || pending;
}

/** Where a middleware that follows attempts stands: inside the SDK's retries and outside of its reading of answers. */
export const followingPlace = { step: "deserialize", name: "followAttempts", priority: "high" } as const;

/** Follows the attempts of one command. This concerns one command; nothing is installed on the client. */
export function followAttempts(command: Command, attempts: Attempts, signal: AbortSignal | undefined): void {
  command.middlewareStack.add((next) => (args) => followAttempt(attempts, signal, () => next(args)), followingPlace);
}

/** Makes one attempt, follows it, and stops the SDK from repeating what must not be carried out twice. */
export async function followAttempt<T>(
  attempts: Attempts,
  signal: AbortSignal | undefined,
  send: () => Promise<T>,
): Promise<T> {
  attempts.followed = true;
  // A retry strategy of somebody's own may try again whatever the error.
  if (attempts.lost && !attempts.repeatable) throw new NotRepeated(attempts.reason);
  if (signal?.aborted) return send();
  attempts.pending = true;
  try {
    return await send();
  } catch (error) {
    if (!isRefusal(error)) lose(attempts, error);
    // The SDK looks for what it retries among the causes of an error, too: it must not find it.
    throw attempts.lost && !attempts.repeatable ? new NotRepeated(error) : error;
  } finally {
    attempts.pending = false;
  }
}

/** What the SDK failed with in the end; takes note of it where the attempts could not be followed. */
export function finalError(attempts: Attempts, error: unknown): unknown {
  if (!attempts.followed && isSilence(error)) lose(attempts, error);
  return error instanceof NotRepeated ? error.original : error;
}

class NotRepeated extends Error {
  override readonly name: string = "NotRepeated";
  readonly original: unknown;

  constructor(original: unknown) {
    super("The write is not repeated.");
    this.original = original;
  }
}

/** Failures to reach the service: nothing went out, where it is connecting that failed. */
const unreached: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** A connection that was there fails in reading or writing. */
const connecting: ReadonlySet<unknown> = new Set([undefined, "connect", "getaddrinfo"]);

/** Whether nothing was written: the service said so, or was not reached. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 400 && status < 500;
  return unreached.has(read(error, "code")) && connecting.has(read(error, "syscall"));
}

const silences: ReadonlySet<unknown> = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ECONNABORTED",
  "TimeoutError",
  "AbortError",
  "NetworkingError",
  "InternalServerError",
  "ServiceUnavailable",
]);

/** Whether an error of any origin is one of a request that may have been carried out. */
function isSilence(error: unknown): boolean {
  if (isRefusal(error)) return false;
  return statusOf(error) !== undefined || silences.has(read(error, "code")) || silences.has(read(error, "name"));
}

function statusOf(error: unknown): number | undefined {
  const status = read(read(error, "$metadata"), "httpStatusCode") ?? read(read(error, "$response"), "statusCode");
  return typeof status === "number" ? status : undefined;
}

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? value[name as keyof typeof value] : undefined;
}
