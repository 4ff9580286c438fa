import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import type { Capacity } from "../operation/page.ts";
import type { PlanContext } from "../plan/context.ts";
import type { AnyKeeper } from "../plan/scope/scope.ts";
import { type Attempts, lose } from "./attempts.ts";
import { classify, failedCondition } from "./service-error.ts";
import type { RequestName, Requests, Transport } from "./transport.ts";

/** One request and its answer, as an observer sees them. Both hold values of items: mind where they go. */
export interface RequestEvent {
  readonly entity: string;
  readonly verb: string;
  /** DynamoDB's name of the request. */
  readonly request: RequestName;
  readonly input: object;
  readonly output?: object;
  /** What the request failed with; a condition that was false is one of them. */
  readonly error?: unknown;
  /** Milliseconds from sending to the answer, the SDK's retries included. */
  readonly milliseconds: number;
  readonly capacity: Capacity;
}

/**
 * Called after each request. What it throws reaches the caller of `send`: after a write that was carried out, as the cause of an
 * `OutcomeUnknownError`.
 */
export type Observer = (event: RequestEvent) => void;

/** What executing plans needs: the way to the network, and how to plan. */
export interface Runtime {
  readonly transport: Transport;
  readonly observer: Observer | undefined;
  readonly deadline: number | undefined;
  /** Whether whole tables may be read. */
  readonly scans: "allow" | "forbid";
  /** What all operations are bound to, as the context says to planners. */
  readonly scope?: AnyKeeper | undefined;
  context(): PlanContext;
}

/** Whose request it is, for errors and observers. */
export interface Subject {
  readonly entity: string;
  readonly verb: string;
}

/** Sends one request, tells the observer, and turns throttling into its error. */
export async function request<N extends RequestName>(
  { transport, observer, scope }: Runtime,
  { entity, verb }: Subject,
  name: N,
  input: Requests[N]["input"],
  signal: AbortSignal | undefined,
  attempts?: Attempts,
): Promise<Requests[N]["output"]> {
  // Procedures that read whole tables plan their own requests.
  if (name === "Scan") scope?.refuseTable(entity);
  const start = performance.now();
  let output: Requests[N]["output"] | undefined;
  let error: unknown;
  try {
    output = await transport.send(name, input, signal, attempts);
  } catch (thrown) {
    error = failedCondition(thrown) ? thrown : classify(thrown, `${entity}.${verb}`);
  }
  if (observer) {
    const milliseconds = performance.now() - start;
    const capacity = capacityOf(output?.ConsumedCapacity, isRead(name));
    const outcome = output === undefined ? { error } : { output };
    try {
      observer({ entity, verb, request: name, input, milliseconds, capacity, ...outcome });
    } catch (thrown) {
      // What is written must not look as if it were not.
      if (attempts && output !== undefined) lose(attempts, thrown);
      throw thrown;
    }
  }
  if (output === undefined) throw error;
  return output;
}

export const none: Capacity = { read: 0, write: 0 };

export function addCapacity(a: Capacity, b: Capacity): Capacity {
  return { read: a.read + b.read, write: a.write + b.write };
}

function isRead(name: RequestName): boolean {
  return (
    name === "GetItem" || name === "Query" || name === "Scan" || name === "BatchGetItem" || name === "TransactGetItems"
  );
}

/** Units of an answer. Outside of transactions the service gives one figure, whose kind the request says. */
export function capacityOf(consumed: ConsumedCapacity | ConsumedCapacity[] | undefined, read: boolean): Capacity {
  const all = Array.isArray(consumed) ? consumed : consumed === undefined ? [] : [consumed];
  return all.reduce<Capacity>((sum, { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits }) => {
    if (ReadCapacityUnits === undefined && WriteCapacityUnits === undefined) {
      return addCapacity(sum, read ? { read: CapacityUnits, write: 0 } : { read: 0, write: CapacityUnits });
    }
    return addCapacity(sum, { read: ReadCapacityUnits ?? 0, write: WriteCapacityUnits ?? 0 });
  }, none);
}
