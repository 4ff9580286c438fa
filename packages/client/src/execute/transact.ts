import { randomUUID } from "node:crypto";
import { type CancellationReason, isPassing, TransactionCanceledError } from "../error/transaction-canceled-error.ts";
import type { TransactGetPlan } from "../plan/read/transact-get.ts";
import { placeOf, resultsOf } from "../plan/several.ts";
import type { TransactPlan } from "../plan/write/transact.ts";
import { transactionInput } from "../plan/write/transaction-input.ts";
import { actionsOf } from "../plan/write/write-plan.ts";
import { type Attempts, mayBeWritten } from "./attempts.ts";
import type { Limits } from "./deadline.ts";
import { decisive, type FailedAction, failedActions } from "./failed-actions.ts";
import { patiently } from "./patiently.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import { sendWithin } from "./send-within.ts";
import { cancellation } from "./service-error.ts";
import { unknownOutcome } from "./unknown-outcome.ts";
import { attemptsOf } from "./write.ts";

/** Reads items as they were at one moment. */
export function sendTransactGet(
  runtime: Runtime,
  subject: Subject,
  { parts, labels, input }: TransactGetPlan,
  limits: Limits,
): Promise<unknown> {
  return sendWithin(limits, subject, undefined, async (signal) => {
    if (parts.length === 0) return resultsOf(labels, []);
    const { Responses } = await patiently(() => request(runtime, subject, "TransactGetItems", input, signal), signal);
    const items = parts.map((part, i) => part.result(Responses?.[i]?.Item as Parameters<typeof part.result>[0]));
    return resultsOf(labels, items);
  });
}

/** Sends a transaction of several operations. */
export function sendTransact(runtime: Runtime, subject: Subject, plan: TransactPlan, limits: Limits): Promise<unknown> {
  const attempts = attemptsOfTransaction(plan);
  return sendWithin(limits, subject, attempts, (signal) => executeTransact(runtime, subject, plan, signal, attempts));
}

/** The attempts of a transaction; `undefined` where it only checks. */
export function attemptsOfTransaction({ parts }: TransactPlan): Attempts | undefined {
  return attemptsOf({ actions: actionsOf(parts), transaction: true });
}

/**
 * Sends a transaction of several operations, within the limits of whoever calls it.
 *
 * `onInstead` hears of the one that takes its place, where it cannot be carried out as it is: who sends it again must send that.
 *
 * @throws TransactionCanceledError with the reason of each operation; OutcomeUnknownError
 */
export async function executeTransact(
  runtime: Runtime,
  subject: Subject,
  plan: TransactPlan,
  signal: AbortSignal | undefined,
  attempts: Attempts | undefined,
  onInstead?: (plan: TransactPlan) => void,
): Promise<unknown> {
  const { parts, labels, capacity } = plan;
  const done = (): unknown =>
    resultsOf(
      labels,
      Array.from(parts, (_, i) => plan.result(i)),
    );
  const actions = actionsOf(parts);
  if (actions.length === 0) return done();
  const input = transactionInput({ actions, capacity });
  if (attempts) input.ClientRequestToken = plan.token ?? randomUUID();
  try {
    await patiently(() => request(runtime, subject, "TransactWriteItems", input, signal, attempts), signal);
    return done();
  } catch (error) {
    const lost = attempts !== undefined && mayBeWritten(attempts);
    const reasons = cancellation(error);
    if (reasons === undefined) throw lost ? unknownOutcome(subject, error) : error;
    const failed = failedActions(actions, reasons);
    // One that finds its own mark shows that all of them were carried out.
    if (failed.some(({ failure }) => failure?.kind === "succeeded")) return done();
    // What takes its place is another request: whoever sends this one again by its token would not be told of it.
    if (!plan.replayed && canGoOn(failed)) {
      const other = instead(plan, failed, runtime);
      onInstead?.(other);
      return executeTransact(runtime, subject, other, signal, attempts, onInstead);
    }
    const found = canceled(subject, plan, failed, error);
    // One that was looked at and refused had not been carried out before: its token would have said so.
    throw lost && found.retryable ? unknownOutcome(subject, found) : found;
  }
}

/** Whether others can take the place of what failed, and the rest passes by itself. */
function canGoOn(failed: readonly FailedAction[]): boolean {
  const others = failed.filter(({ failure }) => failure?.kind !== "instead");
  return others.length < failed.length && others.every(({ failure, reason }) => !failure && isPassing(reason.code));
}

/** The transaction with other actions in the place of those that say so. It is another request, and needs another token. */
function instead(plan: TransactPlan, failed: readonly FailedAction[], runtime: Runtime): TransactPlan {
  const context = runtime.context();
  const parts = plan.parts.map((part) => {
    const found = decisive(failed.map(({ action, failure }) => (part.actions.includes(action) ? failure : undefined)));
    return found?.kind === "instead" ? found.plan(context) : part;
  });
  return { ...plan, parts, token: plan.token && randomUUID() };
}

function canceled(
  subject: Subject,
  { parts, labels, replayed }: TransactPlan,
  failed: readonly FailedAction[],
  cause: unknown,
): TransactionCanceledError {
  // What would have gone on another way is no reason, where there is one.
  const errors = failed.filter(({ failure }) => failure?.kind !== "instead");
  const told = errors.length > 0 && !replayed ? errors : failed;
  const reasons = parts.map((part, position): CancellationReason | undefined => {
    const ofPart = told.filter(({ action }) => part.actions.includes(action));
    const found = ofPart.find(({ failure }) => failure?.kind === "error") ?? ofPart[0];
    if (found === undefined) return undefined;
    const { reason, failure } = found;
    const error = failure && "error" in failure ? failure.error : undefined;
    const item = error && "item" in error ? error.item : undefined;
    return {
      operation: placeOf(labels, position),
      code: reason.code,
      ...(error === undefined ? {} : { error }),
      ...(item === undefined ? {} : { item }),
    };
  });
  return new TransactionCanceledError({ subject: `${subject.entity}.${subject.verb}`, reasons, labels, cause });
}
