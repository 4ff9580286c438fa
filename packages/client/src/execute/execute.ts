import type { WireItem } from "@keywright/schema";
import type { Description } from "../operation/description.ts";
import type { Operation } from "../operation/operation.ts";
import { planOperation } from "../plan/plan.ts";
import { withDeadline } from "./deadline.ts";
import { executeQuery } from "./query.ts";
import { type Runtime, request } from "./runtime.ts";
import { executeWrite } from "./write.ts";

/** How one operation is sent. */
export interface SendOptions {
  /** Aborts the operation: `send` then rejects with the SDK's `AbortError`. A write may have happened all the same. */
  readonly signal?: AbortSignal;
  /** Milliseconds that the operation may take, retries and pages included; the connection's deadline by default. */
  readonly deadline?: number;
}

/** Plans an operation and sends what came of it. */
export async function execute<R>(runtime: Runtime, operation: Operation<R>, options: SendOptions): Promise<R> {
  const description = descriptionOf(operation);
  const subject = { entity: description.model.name, verb: description.verb };
  const plan = planOperation(description, runtime.context());
  const limits = { signal: options.signal, deadline: options.deadline ?? runtime.deadline };
  const result = await withDeadline(limits, `${subject.entity}.${subject.verb}`, async (signal) => {
    switch (plan.kind) {
      case "get": {
        const { Item } = await request(runtime, subject, "GetItem", plan.input, signal);
        return plan.result(Item as WireItem | undefined);
      }
      case "query":
        return executeQuery(runtime, subject, plan, signal);
      case "write":
        return executeWrite(runtime, subject, plan, signal);
      default:
        return plan satisfies never;
    }
  });
  // The description was made by the verb whose signature promises this type.
  return result as R;
}

function descriptionOf(operation: Operation<unknown>): Description {
  if (typeof operation === "object" && operation !== null && "~operation" in operation) return operation["~operation"];
  throw new TypeError("send takes an operation, such as Task.get(key): nothing else can be sent");
}
