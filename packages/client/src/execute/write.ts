import type { WireItem } from "@keywright/schema";
import type { Description } from "../operation/description.ts";
import { planOperation } from "../plan/plan.ts";
import { transactionInput } from "../plan/write/transaction-input.ts";
import type { WriteAction, WritePlan } from "../plan/write/write-plan.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import { failedCondition } from "./service-error.ts";

/** Sends a write: one action as its own request where DynamoDB has one, else as a transaction. */
export async function executeWrite(
  runtime: Runtime,
  subject: Subject,
  plan: WritePlan,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const [action, ...others] = plan.actions;
  if (action === undefined || others.length > 0) throw new Error("a write of several actions cannot be sent yet");
  try {
    return action.result(await sendAction(runtime, subject, action, signal));
  } catch (error) {
    const failed = failedCondition(error);
    if (failed === undefined) throw error;
    const failure = action.failure(failed.stored);
    if (failure.kind === "error") throw failure.error;
    if (failure.kind === "succeeded") return failure.result;
    return executeInstead(runtime, subject, failure.description, signal);
  }
}

function executeInstead(
  runtime: Runtime,
  subject: Subject,
  description: Description,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const plan = planOperation(description, runtime.context());
  if (plan.kind !== "write") throw new Error("a write can only be replaced by a write");
  return executeWrite(runtime, subject, plan, signal);
}

async function sendAction(
  runtime: Runtime,
  subject: Subject,
  action: WriteAction,
  signal: AbortSignal | undefined,
): Promise<WireItem | undefined> {
  switch (action.type) {
    case "Put":
      return wire((await request(runtime, subject, "PutItem", action.input, signal)).Attributes);
    case "Update":
      return wire((await request(runtime, subject, "UpdateItem", action.input, signal)).Attributes);
    case "Delete":
      return wire((await request(runtime, subject, "DeleteItem", action.input, signal)).Attributes);
    case "ConditionCheck":
      await request(runtime, subject, "TransactWriteItems", transactionInput([action]), signal);
      return undefined;
    default:
      return action satisfies never;
  }
}

// The SDK's type has a member for types that it does not know; codecs refuse those.
function wire(attributes: Record<string, unknown> | undefined): WireItem | undefined {
  return attributes as WireItem | undefined;
}
