import { TestkitError } from "../error/testkit-error.ts";
import type { Answer } from "../network/answer.ts";
import type { Attempt } from "../network/attempt.ts";
import type { Exchange } from "../network/handler.ts";
import {
  type ConflictOptions,
  type Effect,
  type Fault,
  isEffect,
  type LatencyOptions,
  type LoseResponseOptions,
  type Outcome,
  type ServerErrorOptions,
  type Step,
  type ThrottleOptions,
  type TimeoutOptions,
  type UnprocessedOptions,
} from "./fault.ts";
import { applyEffect, applyOutcome, type Entry, type InjectedFault } from "./inject.ts";
import { type PendingFault, type Rule, repeated, type ScriptSelection, scripted } from "./rule.ts";
import type { FaultSelection } from "./selection.ts";

/** A fault, or a script of faults, that was asked for. */
export interface FaultHandle extends Disposable {
  /** How often it has happened. */
  readonly injected: number;
  /** Ends it: it happens no more, and is not pending. What it did stays in the report. */
  remove(): void;
}

/**
 * Faults of the network and of the service, for requests of one client of a real engine. They happen below the SDK, so that
 * its retries and its reading of errors are the real ones.
 *
 * An attempt has the first fault, in the order in which they were asked for, that selects it; delays and `interleave` come
 * on top of that. Each of these functions throws a `TestkitError` with the code `fault-invalid` for a fault that could never happen.
 */
export interface Faults {
  /** Refuses requests with a throttling error, or cancels transactions for it; nothing is sent. */
  throttle(selection?: FaultSelection & ThrottleOptions): FaultHandle;
  /**
   * Sends a part of a batch, and answers that the rest is unprocessed. A batch that is kept back whole is not sent, and
   * refused with `ProvisionedThroughputExceededException`, as by the service.
   */
  unprocessed(selection?: FaultSelection & UnprocessedOptions): FaultHandle;
  /** Cancels transactions, and refuses writes of one item, because another transaction is under way; nothing is sent. */
  conflict(selection?: FaultSelection & ConflictOptions): FaultHandle;
  /** Answers with an error of the server; nothing is sent, unless it shall be `committed`. */
  serverError(selection?: FaultSelection & ServerErrorOptions): FaultHandle;
  /** Resets the connection; nothing is sent. */
  reset(selection?: FaultSelection): FaultHandle;
  /** Delays requests or answers, also of those that have another fault. */
  latency(selection: FaultSelection & LatencyOptions): FaultHandle;
  /** Lets the engine do what is asked, and loses its answer. */
  loseResponse(selection?: FaultSelection & LoseResponseOptions): FaultHandle;
  /** Gives up waiting for the connection; nothing is sent. */
  timeout(selection?: FaultSelection & TimeoutOptions): FaultHandle;
  /**
   * Runs a function at the moment before a write is sent, and sends the write when it is done. Requests of the function have no
   * faults and are not recorded. What it throws, the caller of the write gets.
   */
  interleave(selection: FaultSelection, run: (attempt: Attempt) => unknown): FaultHandle;
  /** One step after the other, each to one attempt that can have it; `pass` lets one go by. */
  script(selection: ScriptSelection, steps: readonly Step[]): FaultHandle;
  /** What happened, in the order of its beginning. */
  report(): readonly InjectedFault[];
  /** What was asked for and has not happened, or not as often. */
  pending(): readonly PendingFault[];
  /**
   * Checks that everything that was asked for has happened.
   *
   * @throws {TestkitError} `fault-not-injected`, which says what is missing and what was sent; `interleave-failed` where
   * the function of an `interleave` threw.
   */
  expectAllInjected(): void;
  /** Ends all faults, and empties the report. */
  clear(): void;
}

/** Faults, and the way of a request through them. */
export interface FaultInjector {
  readonly faults: Faults;
  pass(exchange: Exchange): Promise<Answer>;
}

export function createFaults(region: string): FaultInjector {
  let rules: readonly Rule[] = [];
  let report: Entry[] = [];
  let sent = new Map<string, number>();

  const add = (rule: Rule): FaultHandle => {
    rules = [...rules, rule];
    const remove = (): void => {
      rules = rules.filter((other) => other !== rule);
    };
    return {
      get injected() {
        return rule.injected;
      },
      remove,
      [Symbol.dispose]: remove,
    };
  };
  const set = (selection: FaultSelection, fault: Fault): FaultHandle => add(repeated(selection, fault));

  const pass = async (exchange: Exchange): Promise<Answer> => {
    if (rules.length === 0) return exchange.send();
    const { attempt } = exchange;
    sent.set(attempt.operation, (sent.get(attempt.operation) ?? 0) + 1);
    const entryOf = (fault: Fault, { seed }: Rule): Entry => {
      const { operation, tableNames, invocation, attempt: number } = attempt;
      const entry: Entry = { fault: fault.kind, operation, tableNames, invocation, attempt: number, detail: "" };
      if (seed !== undefined) entry.seed = seed;
      report.push(entry);
      return entry;
    };
    // Decided before anything waits, so that attempts side by side take their turns.
    const effects: { readonly effect: Effect; readonly entry: Entry }[] = [];
    let outcome: { readonly fault: Outcome; readonly entry: Entry } | undefined;
    for (const rule of rules) {
      const fault = rule.next(attempt);
      if (fault === undefined) continue;
      const entry = entryOf(fault, rule);
      if (isEffect(fault)) effects.push({ effect: fault, entry });
      else {
        outcome = { fault, entry };
        break;
      }
    }
    const late = effects.filter(({ effect }) => effect.kind === "latency" && effect.of === "answer");
    for (const { effect, entry } of effects)
      if (!late.some((other) => other.effect === effect)) await applyEffect(effect, entry, exchange);
    const answer = outcome ? applyOutcome(outcome.fault, outcome.entry, exchange, region) : exchange.send();
    if (late.length === 0) return answer;
    await Promise.allSettled([answer]);
    for (const { effect, entry } of late) await applyEffect(effect, entry, exchange);
    return answer;
  };

  const pending = (): readonly PendingFault[] => rules.flatMap((rule) => rule.pending());

  const faults: Faults = {
    throttle: (selection = {}) => set(selection, { ...selection, kind: "throttle" }),
    unprocessed: (selection = {}) => set(selection, { ...selection, kind: "unprocessed" }),
    conflict: (selection = {}) => set(selection, { ...selection, kind: "conflict" }),
    serverError: (selection = {}) => set(selection, { ...selection, kind: "serverError" }),
    reset: (selection = {}) => set(selection, { kind: "reset" }),
    latency: (selection) => set(selection, { ...selection, kind: "latency" }),
    loseResponse: (selection = {}) => set(selection, { ...selection, kind: "loseResponse" }),
    timeout: (selection = {}) => set(selection, { ...selection, kind: "timeout" }),
    interleave: (selection, run) => set(selection, { kind: "interleave", run }),
    script: (selection, steps) => add(scripted(selection, steps)),
    report: () => [...report],
    pending,
    expectAllInjected: () => {
      const failed = report.find(({ error }) => error !== undefined);
      if (failed) throw interleaveFailed(failed);
      const missing = pending();
      if (missing.length > 0) throw notInjected(missing, sent);
    },
    clear: () => {
      rules = [];
      report = [];
      sent = new Map();
    },
  };
  return { faults: Object.freeze(faults), pass };
}

function interleaveFailed({ operation, attempt, error }: InjectedFault): TestkitError {
  return new TestkitError({
    code: "interleave-failed",
    message: `What was put before ${operation}, attempt ${attempt}, failed: ${String(error)}`,
    cause: error,
  });
}

function notInjected(missing: readonly PendingFault[], sent: ReadonlyMap<string, number>): TestkitError {
  const lines = missing.map(({ fault, on, table, injected, wanted, seed }) => {
    const where = [...(on ? [`on ${[on].flat().join(", ")}`] : []), ...(table ? [`table ${table}`] : [])].join(", ");
    return `- ${fault}${where && ` ${where}`}: ${injected} of ${wanted}${seed === undefined ? "" : `, seed ${seed}`}`;
  });
  const seen = [...sent].map(([operation, count]) => `${operation} ${count}`).join(", ");
  return new TestkitError({
    code: "fault-not-injected",
    message: `Faults that were asked for did not happen:\n${lines.join("\n")}\nAttempts since: ${seen || "none"}.`,
  });
}
