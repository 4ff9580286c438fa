import type { Answer } from "../network/answer.ts";
import type { Attempt } from "../network/attempt.ts";
import type { Exchange } from "../network/handler.ts";
import { type Effect, type Fault, isEffect, type Outcome } from "./fault.ts";
import type { FaultHandle, Faults } from "./faults.ts";
import { applyEffect, applyOutcome, type Decision, type Entry } from "./inject.ts";
import { injectionFailed, notInjected } from "./missing.ts";
import { type PendingFault, type Rule, repeated, scripted } from "./rule.ts";
import type { FaultSelection } from "./selection.ts";

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
    const { before, outcome, after } = decide(rules, attempt, entryOf);
    for (const effect of before) await applyEffect(effect, exchange);
    const answer = outcome ? applyOutcome(outcome, exchange, region) : exchange.send();
    if (after.length === 0) return answer;
    await Promise.allSettled([answer]);
    for (const effect of after) await applyEffect(effect, exchange);
    return answer;
  };

  const pending = (): readonly PendingFault[] => rules.flatMap((rule) => rule.pending());

  const faults: Faults = {
    throttle: (selection = {}) => set(selection, { ...selection, kind: "throttle" }),
    unprocessed: (selection = {}) => set(selection, { ...selection, kind: "unprocessed" }),
    conflict: (selection = {}) => set(selection, { ...selection, kind: "conflict" }),
    serverError: (selection = {}) => set(selection, { ...selection, kind: "serverError" }),
    refuse: (selection) => set(selection, { ...selection, kind: "refuse" }),
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
      if (failed) throw injectionFailed(failed);
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

interface Decisions {
  readonly before: readonly Decision<Effect>[];
  readonly outcome: Decision<Outcome> | undefined;
  readonly after: readonly Decision<Effect>[];
}

/** What happens to an attempt: decided before anything waits, so that attempts side by side take their turns. */
function decide(rules: readonly Rule[], attempt: Attempt, entryOf: (fault: Fault, rule: Rule) => Entry): Decisions {
  const effects: Decision<Effect>[] = [];
  let outcome: Decision<Outcome> | undefined;
  for (const rule of rules) {
    // It has one outcome: what else asks for one waits for the next attempt.
    if (outcome !== undefined && !rule.effectsOnly) continue;
    const fault = rule.next(attempt);
    if (fault === undefined) continue;
    const entry = entryOf(fault, rule);
    if (isEffect(fault)) effects.push({ fault, entry });
    else outcome = { fault, entry };
  }
  const isLate = ({ fault }: Decision<Effect>): boolean => fault.kind === "latency" && fault.of === "answer";
  return { before: effects.filter((effect) => !isLate(effect)), outcome, after: effects.filter(isLate) };
}
