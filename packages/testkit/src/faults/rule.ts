import type { Attempt } from "../network/attempt.ts";
import type { DynamoDBOperation } from "../network/operation.ts";
import { type Fault, type FaultKind, isEffect, type Step } from "./fault.ts";
import { randomSeed, sequence } from "./random.ts";
import { checkSelection, type FaultSelection, invalid, selects } from "./selection.ts";

/** A fault that was asked for and did not happen, or not as often. */
export interface PendingFault {
  readonly fault: FaultKind;
  readonly on?: DynamoDBOperation | readonly DynamoDBOperation[];
  readonly table?: string;
  readonly injected: number;
  /** How often it was asked for; at least once, where that was `Infinity`. */
  readonly wanted: number;
  readonly seed?: number;
}

/** Something that was asked for, and how far it has come. */
export interface Rule {
  /** What happens to an attempt; `undefined` for nothing. Counts the attempt. */
  next(attempt: Attempt): Fault | undefined;
  readonly injected: number;
  readonly seed: number | undefined;
  /** Whether it never decides an answer. */
  readonly effectsOnly: boolean;
  pending(): readonly PendingFault[];
}

/** @throws {TestkitError} `fault-invalid` */
export function repeated(selection: FaultSelection, fault: Fault): Rule {
  checkSelection(selection, fault);
  checkFault(fault);
  const { on, table, probability, after = 0 } = selection;
  const seed = probability === undefined ? undefined : (selection.seed ?? randomSeed());
  const random = seed === undefined ? undefined : sequence(seed);
  const times = selection.times ?? (probability === undefined ? 1 : Infinity);
  let seen = 0;
  let injected = 0;
  return {
    seed,
    effectsOnly: isEffect(fault),
    get injected() {
      return injected;
    },
    next(attempt) {
      if (injected >= times || !selects(selection, fault, attempt)) return undefined;
      if (++seen <= after) return undefined;
      if (random !== undefined && probability !== undefined && random() >= probability) return undefined;
      injected++;
      return fault;
    },
    pending() {
      const wanted = times === Infinity ? 1 : times;
      if (injected >= wanted) return [];
      return [{ fault: fault.kind, ...defined({ on, table, seed }), injected, wanted }];
    },
  };
}

/** @throws {TestkitError} `fault-invalid` */
export function scripted(selection: ScriptSelection, steps: readonly Step[]): Rule {
  if (steps.length === 0) throw invalid({ kind: "script" }, "it has no steps");
  const faults = steps.map((step): Fault | undefined => {
    if (step === "pass") return undefined;
    return typeof step === "string" ? { kind: step } : step;
  });
  for (const fault of faults) {
    if (fault === undefined) continue;
    checkSelection(selection, fault);
    checkFault(fault);
  }
  const { on, table, after = 0 } = selection;
  let seen = 0;
  let at = 0;
  const left = (): Fault[] => faults.slice(at).filter((fault) => fault !== undefined);
  return {
    seed: undefined,
    effectsOnly: faults.every((fault) => fault !== undefined && isEffect(fault)),
    get injected() {
      return faults.slice(0, at).filter((fault) => fault !== undefined).length;
    },
    next(attempt) {
      // A step waits for an attempt that can have it.
      if (at >= faults.length || !selects(selection, faults[at], attempt)) return undefined;
      if (++seen <= after) return undefined;
      return faults[at++];
    },
    pending: () => left().map(({ kind }) => ({ fault: kind, ...defined({ on, table }), injected: 0, wanted: 1 })),
  };
}

/** A script's steps say how often and when. */
export type ScriptSelection = Omit<FaultSelection, "times" | "probability" | "seed">;

function checkFault(fault: Fault): void {
  if (fault.kind === "latency" && !(fault.ms >= 0 && fault.ms < Infinity)) {
    throw invalid(fault, "`ms` must be a number of milliseconds");
  }
  if (fault.kind === "timeout" && fault.ms !== undefined && !(fault.ms >= 0)) {
    throw invalid(fault, "`ms` must be a number of milliseconds, or Infinity");
  }
  if (fault.kind === "refuse") {
    const { error, status = 400 } = fault;
    if (!/^[\w.#]+$/.test(error)) throw invalid(fault, "`error` must be the name of an error of the service");
    if (!(status >= 400 && status <= 599)) throw invalid(fault, "`status` must be an HTTP status from 400 to 599");
  }
  if (fault.kind === "unprocessed" && typeof fault.keep === "number") {
    if (!Number.isSafeInteger(fault.keep) || fault.keep < 1)
      throw invalid(fault, "`keep` must be a whole number from 1");
  }
  if ("actions" in fault && fault.actions?.length === 0) throw invalid(fault, "`actions` must name an action");
  if (fault.kind === "throttle" && fault.reasons?.length === 0) {
    throw invalid(fault, "`reasons` must give a reason");
  }
}

function defined<T extends object>(properties: T): { [P in keyof T]?: Exclude<T[P], undefined> } {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [P in keyof T]?: Exclude<T[P], undefined> };
}
