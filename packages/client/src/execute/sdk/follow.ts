import { type Attempts, followAttempt, followingPlace } from "../attempts.ts";
import type { Context, Stack } from "./hooks.ts";

const key: unique symbol = Symbol("keywright.attempts");

interface Followed {
  readonly attempts: Attempts;
  readonly signal: AbortSignal | undefined;
}

/** Lets a stack follow the attempts of those requests whose context says so. */
export function addFollowing(stack: Stack): void {
  stack.add((next, context) => {
    const followed = context[key] as Followed | undefined;
    return followed ? (args) => followAttempt(followed.attempts, followed.signal, () => next(args)) : next;
  }, followingPlace);
}

/** The part of a request's context by which its attempts are followed. */
export function following(attempts: Attempts | undefined, signal: AbortSignal | undefined): Context | undefined {
  return attempts && { [key]: { attempts, signal } satisfies Followed };
}
