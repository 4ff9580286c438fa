import type { WireItem } from "@keywright/schema";
import { DeadlineError } from "../error/deadline-error.ts";
import type { Description } from "../operation/description.ts";
import type { Operation } from "../operation/operation.ts";
import { isBatch } from "../plan/batch/requests.ts";
import { planOperation } from "../plan/plan.ts";
import { refuse } from "../plan/refuse.ts";
import { mayBeWritten } from "./attempts.ts";
import { withDeadline } from "./deadline.ts";
import { executeBatch } from "./execute-batch.ts";
import { executePages } from "./pages.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import type { SendOptions } from "./send-options.ts";
import { executeTransact, executeTransactGet } from "./transact.ts";
import { unknownOutcome } from "./unknown-outcome.ts";
import { attemptsOf, executeWrite } from "./write.ts";

/** Plans an operation and sends what came of it. */
export async function execute<R>(runtime: Runtime, operation: Operation<R>, options: SendOptions): Promise<R> {
  const description = descriptionOf(operation);
  const subject = subjectOf(description);
  checkScan(runtime, description);
  const plan = planOperation(description, runtime.context());
  const limits = { signal: options.signal, deadline: options.deadline ?? runtime.deadline };
  // The parts that a deadline leaves must be told from those that are done.
  if (isBatch(plan)) {
    return (await executeBatch(runtime, subject, plan, limits)) as R;
  }
  const attempts = attemptsOf(plan);
  const sending = withDeadline(limits, `${subject.entity}.${subject.verb}`, async (signal) => {
    switch (plan.kind) {
      case "get": {
        const { Item } = await request(runtime, subject, "GetItem", plan.input, signal);
        return plan.result(Item as WireItem | undefined);
      }
      case "pages":
        return executePages(runtime, subject, plan, signal);
      case "write":
        return executeWrite(runtime, subject, plan, signal, attempts);
      case "transact":
        return executeTransact(runtime, subject, plan, signal, attempts);
      case "transactGet":
        return executeTransactGet(runtime, subject, plan, signal);
      default:
        return plan satisfies never;
    }
  });
  try {
    // The description was made by the verb whose signature promises this type.
    return (await sending) as R;
  } catch (error) {
    // At a deadline an attempt may still be on its way.
    if (attempts && DeadlineError.isInstance(error) && mayBeWritten(attempts)) throw unknownOutcome(subject, error);
    throw error;
  }
}

/** Whose request it is, for errors and observers. */
export function subjectOf(description: Description): Subject {
  const { verb } = description;
  if (verb === "collection") return { entity: [...description.members.keys()].join("+"), verb };
  if ("operations" in description) {
    return { entity: [...new Set(description.operations.map((one) => one.model.name))].join("+"), verb };
  }
  return { entity: description.model.name, verb };
}

/** @throws ValidationError for a scan, where the connection forbids them */
export function checkScan({ scans }: Runtime, { model, verb }: Pick<Description, "model" | "verb">): void {
  if (verb !== "scan" || model === undefined || scans === "allow") return;
  const message =
    'is forbidden by `scans: "forbid"` of the connection, for it reads the whole table. Query the table or an index; for a job that must read everything, connect without it';
  throw refuse(model, ["scan"], "scan_forbidden", message);
}

export function descriptionOf(operation: Operation<unknown>): Description {
  if (typeof operation === "object" && operation !== null && "~operation" in operation) return operation["~operation"];
  throw new TypeError("send takes an operation, such as Task.get(key): nothing else can be sent");
}
