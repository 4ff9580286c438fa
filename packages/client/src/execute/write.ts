import type { WireItem } from "@keywright/schema";
import { transactionInput } from "../plan/write/transaction-input.ts";
import { singleWrite, type WritePlan } from "../plan/write/write-plan.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import { failedCondition } from "./service-error.ts";

/** Sends a write: one action as its own request where DynamoDB has one, else as a transaction. */
export async function executeWrite(
  runtime: Runtime,
  subject: Subject,
  plan: WritePlan,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  let attributes: WireItem | undefined;
  try {
    attributes = await sendPlan(runtime, subject, plan, signal);
  } catch (error) {
    const failed = failedCondition(error);
    const action = failed && plan.actions[failed.action];
    if (action === undefined) throw error;
    const failure = action.failure(failed?.stored);
    if (failure.kind === "error") throw failure.error;
    if (failure.kind === "succeeded") return failure.result;
    const context = runtime.context();
    return executeWrite(runtime, subject, singleWrite(failure.plan(context), context), signal);
  }
  return plan.result(attributes);
}

async function sendPlan(
  runtime: Runtime,
  subject: Subject,
  plan: WritePlan,
  signal: AbortSignal | undefined,
): Promise<WireItem | undefined> {
  const [action, ...others] = plan.actions;
  if (others.length > 0) {
    await request(runtime, subject, "TransactWriteItems", transactionInput(plan), signal);
    return undefined;
  }
  switch (action?.type) {
    case "Put":
      return wire((await request(runtime, subject, "PutItem", action.input, signal)).Attributes);
    case "Update":
      return wire((await request(runtime, subject, "UpdateItem", action.input, signal)).Attributes);
    case "Delete":
      return wire((await request(runtime, subject, "DeleteItem", action.input, signal)).Attributes);
    default:
      await request(runtime, subject, "TransactWriteItems", transactionInput(plan), signal);
      return undefined;
  }
}

// The SDK's type has a member for types that it does not know; codecs refuse those.
function wire(attributes: Record<string, unknown> | undefined): WireItem | undefined {
  return attributes as WireItem | undefined;
}
