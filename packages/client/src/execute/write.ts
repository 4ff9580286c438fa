import { randomUUID } from "node:crypto";
import { ReadError, type WireItem } from "@keywright/schema";
import { OutcomeUnknownError } from "../error/outcome-unknown-error.ts";
import { TransactionCanceledError } from "../error/transaction-canceled-error.ts";
import { transactionInput } from "../plan/write/transaction-input.ts";
import type { Failure, WritePlan } from "../plan/write/write-plan.ts";
import { type Attempts, mayBeWritten, newAttempts } from "./attempts.ts";
import { decisive, failedActions } from "./failed-actions.ts";
import { patiently } from "./patiently.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import { cancellation, failedCondition } from "./service-error.ts";
import { unknownOutcome } from "./unknown-outcome.ts";

/** The attempts of a write; `undefined` where it only checks. */
export function attemptsOf({ actions, transaction }: Pick<WritePlan, "actions" | "transaction">): Attempts | undefined {
  if (actions.every(({ type }) => type === "ConditionCheck")) return undefined;
  return newAttempts(transaction || actions.every(({ repeatable }) => repeatable));
}

/**
 * Sends a write: one action as its own request where DynamoDB has one, else as a transaction.
 *
 * @throws OutcomeUnknownError where an attempt may have been carried out, and nothing tells
 */
export async function executeWrite(
  runtime: Runtime,
  subject: Subject,
  plan: WritePlan,
  signal: AbortSignal | undefined,
  attempts: Attempts | undefined = attemptsOf(plan),
): Promise<unknown> {
  let attributes: WireItem | undefined;
  // The same each time: what is carried out once must not be twice because it was sent again.
  const token = plan.transaction && attempts ? randomUUID() : undefined;
  try {
    attributes = await patiently(() => sendPlan(runtime, subject, plan, token, signal, attempts), signal);
  } catch (error) {
    const lost = attempts !== undefined && mayBeWritten(attempts) && !(plan.transaction && isJudged(error));
    const failure = failureOf(plan, error);
    if (failure === undefined) throw lost ? unknownOutcome(subject, error) : error;
    if (failure.kind === "error") throw lost ? unknownOutcome(subject, failure.error) : failure.error;
    if (failure.kind === "succeeded") return failure.result;
    return executeWrite(runtime, subject, failure.plan(runtime.context()), signal, attempts);
  }
  return resultOf(subject, plan, attributes);
}

/** What a write gives that was carried out: where that cannot be read, it must not look as if it had failed. */
function resultOf({ entity, verb }: Subject, plan: WritePlan, attributes: WireItem | undefined): unknown {
  try {
    return plan.result(attributes);
  } catch (cause) {
    if (!ReadError.isInstance(cause)) throw cause;
    throw new OutcomeUnknownError({ subject: `${entity}.${verb}`, written: true, cause });
  }
}

/** What conditions that were false mean; `undefined` where it was something else. */
function failureOf({ actions }: WritePlan, error: unknown): Failure | undefined {
  const reasons = cancellation(error);
  if (reasons) return decisive(failedActions(actions, reasons).map(({ failure }) => failure));
  const failed = failedCondition(error);
  return failed && actions[failed.action]?.failure(failed.stored);
}

/**
 * Whether a transaction was looked at and refused: one that had been carried out before would have said so, as its token is the
 * same in each attempt. One that was only kept waiting says nothing.
 */
function isJudged(error: unknown): boolean {
  return failedCondition(error) !== undefined || (TransactionCanceledError.isInstance(error) && !error.retryable);
}

async function sendPlan(
  runtime: Runtime,
  subject: Subject,
  plan: WritePlan,
  token: string | undefined,
  signal: AbortSignal | undefined,
  attempts: Attempts | undefined,
): Promise<WireItem | undefined> {
  const [action] = plan.actions;
  if (!plan.transaction) {
    switch (action?.type) {
      case "Put":
        return wire((await request(runtime, subject, "PutItem", action.input, signal, attempts)).Attributes);
      case "Update":
        return wire((await request(runtime, subject, "UpdateItem", action.input, signal, attempts)).Attributes);
      case "Delete":
        return wire((await request(runtime, subject, "DeleteItem", action.input, signal, attempts)).Attributes);
      default:
    }
  }
  const input = transactionInput(plan);
  if (token !== undefined) input.ClientRequestToken = token;
  await request(runtime, subject, "TransactWriteItems", input, signal, attempts);
  return undefined;
}

// The SDK's type has a member for types that it does not know; codecs refuse those.
function wire(attributes: Record<string, unknown> | undefined): WireItem | undefined {
  return attributes as WireItem | undefined;
}
