import { deepStrictEqual, notStrictEqual } from "node:assert/strict";
import { canonicalRequest } from "./canonical.ts";
import { type StubbedClient, stubbedClient } from "./stub.ts";
import { type Contender, call, type OperationName, operationNames, type TaskPage, tasks } from "./workload.ts";

type MakeContender = (client: StubbedClient["client"], clock: () => Date) => Contender;

/**
 * Runs each operation on several items with each contender.
 *
 * @throws AssertionError where requests or results differ
 */
export async function verifySameWork(makers: readonly MakeContender[]): Promise<void> {
  const runs = makers.map((make) => {
    const stub = stubbedClient();
    const clock = () => new Date("2026-05-01T10:00:00.123Z");
    return { stub, contender: make(stub.client, clock) };
  });
  for (const operation of operationNames) {
    for (const i of tasks.keys()) {
      const outcomes = await Promise.all(runs.map((run) => outcomeOf(run, operation, i)));
      const [expected, ...others] = outcomes;
      for (const actual of others) deepStrictEqual(actual, expected, `${operation} of item ${i} differs`);
    }
  }
}

async function outcomeOf(
  { stub, contender }: { stub: StubbedClient; contender: Contender },
  operation: OperationName,
  i: number,
): Promise<object> {
  let result: unknown;
  const requests = await stub.record(async () => {
    result = await call(contender, operation, i);
  });
  notStrictEqual(result, undefined, `${contender.name}: ${operation} gives nothing`);
  return {
    requests: requests.map(canonicalRequest),
    result: operation === "query" ? pageOf(result as TaskPage) : result,
  };
}

/** What pages of all contenders have in common: cursors are text that only their maker reads. */
function pageOf({ items, cursor }: TaskPage): object {
  return { items, more: typeof cursor === "string" };
}
