import type { WireItem } from "@keywright/schema";
import type { Description, SeveralDescription } from "../operation/description.ts";
import type { Operation } from "../operation/operation.ts";
import { planOperation, planSeveral } from "../plan/plan.ts";
import type { SeveralPlan } from "../plan/plans.ts";
import { refuse } from "../plan/refuse.ts";
import { executePages } from "./pages.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import type { SendOptions } from "./send-options.ts";
import { sendWithin } from "./send-within.ts";
import type { Sender } from "./sender.ts";
import { attemptsOf, executeWrite } from "./write.ts";

/** Plans an operation and sends what came of it. What entities have no verbs for brings along what sends it. */
export async function execute<R>(runtime: Runtime, operation: Operation<R>, options: SendOptions): Promise<R> {
  const description = descriptionOf(operation);
  const subject = subjectOf(description);
  checkScan(runtime, description);
  const limits = { signal: options.signal, deadline: options.deadline ?? runtime.deadline };
  // The description was made by the verb whose signature promises this type.
  if ("operations" in description) {
    const { send } = description.by as Sender<SeveralDescription, SeveralPlan>;
    return (await send(runtime, subject, planSeveral(description, runtime.context()), limits)) as R;
  }
  const plan = planOperation(description, runtime.context());
  const attempts = plan.kind === "write" ? attemptsOf(plan) : undefined;
  const sending = sendWithin(limits, subject, attempts, async (signal) => {
    switch (plan.kind) {
      case "get": {
        const { Item } = await request(runtime, subject, "GetItem", plan.input, signal);
        return plan.result(Item as WireItem | undefined);
      }
      case "pages":
        return executePages(runtime, subject, plan, signal);
      case "write":
        return executeWrite(runtime, subject, plan, signal, attempts);
      default:
        return plan satisfies never;
    }
  });
  return (await sending) as R;
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
