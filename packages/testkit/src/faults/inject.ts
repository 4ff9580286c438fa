import { TestkitError } from "../error/testkit-error.ts";
import { type Answer, errorAnswer } from "../network/answer.ts";
import type { Exchange } from "../network/handler.ts";
import type { DynamoDBOperation } from "../network/operation.ts";
import { unobserved } from "../network/unobserved.ts";
import { connectionReset, pause, timedOut } from "./failure.ts";
import type { Effect, Fault, FaultKind, Outcome } from "./fault.ts";
import { cancellationAnswer, conflictAnswer, serverErrorAnswer, throttlingAnswer } from "./refuse.ts";
import { leaveUnprocessed } from "./unprocessed.ts";

/** A fault that happened. */
export interface InjectedFault {
  readonly fault: FaultKind;
  readonly operation: DynamoDBOperation;
  /** The request's tables, by their names in the model. */
  readonly tableNames: readonly string[];
  /** The same for all attempts of one request. */
  readonly invocation: string;
  /** Which attempt it was: 1, or more for the SDK's retries. */
  readonly attempt: number;
  /** What it was in particular: the error, or how much was left unprocessed. */
  readonly detail: string;
  /** The status of the engine's own answer, where the request was sent: below 300 it was carried out. */
  readonly engineStatus?: number;
  /** What decided, where there was a probability. */
  readonly seed?: number;
  /** What the function of `interleave` failed with, or why the fault could not happen to this attempt. */
  readonly error?: unknown;
}

/** An entry of the report while its fault happens. */
export type Entry = { -readonly [P in keyof InjectedFault]: InjectedFault[P] };

/** A fault for an attempt, with its entry in the report. */
export interface Decision<F extends Fault> {
  readonly fault: F;
  readonly entry: Entry;
}

/** Delays the request, or puts something before it. */
export async function applyEffect({ fault, entry }: Decision<Effect>, { attempt, signal }: Exchange): Promise<void> {
  if (fault.kind === "latency") return pause(fault.ms, signal);
  try {
    await unobserved(() => fault.run(attempt));
  } catch (error) {
    entry.error = error;
    throw error;
  }
}

/** Answers in place of the engine, or around it. */
export async function applyOutcome(decision: Decision<Outcome>, exchange: Exchange, region: string): Promise<Answer> {
  try {
    return await answerWith(decision, exchange, region);
  } catch (error) {
    if (TestkitError.isInstance(error)) decision.entry.error = error;
    throw error;
  }
}

async function answerWith({ fault, entry }: Decision<Outcome>, exchange: Exchange, region: string): Promise<Answer> {
  const { attempt, signal } = exchange;
  const send = async (): Promise<Answer> => {
    const answer = await exchange.send();
    entry.engineStatus = answer.status;
    return answer;
  };
  switch (fault.kind) {
    case "throttle": {
      const { actions, as = "ProvisionedThroughputExceededException" } = fault;
      entry.detail = actions === undefined ? as : `cancelled at ${actions.join(", ")}: ProvisionedThroughputExceeded`;
      if (actions === undefined) return throttlingAnswer(attempt, fault, region);
      return cancellationAnswer(attempt, "ProvisionedThroughputExceeded", actions);
    }
    case "unprocessed": {
      const { answer, detail, sent } = await leaveUnprocessed(exchange, fault, region);
      entry.detail = detail;
      if (sent) entry.engineStatus = answer.status;
      return answer;
    }
    case "conflict": {
      const isTransaction = attempt.operation.startsWith("Transact");
      const { actions = [0] } = fault;
      entry.detail = isTransaction
        ? `cancelled at ${actions.join(", ")}: TransactionConflict`
        : "TransactionConflictException";
      return isTransaction ? cancellationAnswer(attempt, "TransactionConflict", actions) : conflictAnswer();
    }
    case "serverError": {
      const { status = 500, committed = false } = fault;
      entry.detail = committed ? `${status}, after the engine's answer` : String(status);
      if (committed) await send();
      return serverErrorAnswer(status);
    }
    case "refuse": {
      const { error, message = "", status = 400 } = fault;
      entry.detail = error;
      return errorAnswer(status, error, { message });
    }
    case "reset":
      entry.detail = "ECONNRESET, not sent";
      throw connectionReset("read ECONNRESET");
    case "loseResponse": {
      const { status } = await send();
      entry.detail = `the engine answered ${status}`;
      throw fault.as === "timeout" ? timedOut(0) : connectionReset("socket hang up");
    }
    case "timeout": {
      const { ms = 0 } = fault;
      entry.detail = "not sent";
      await pause(ms, signal);
      throw timedOut(ms);
    }
    default:
      return fault satisfies never;
  }
}
