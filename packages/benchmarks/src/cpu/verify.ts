import { deepStrictEqual, ok } from "node:assert/strict";
import { baseline, type ContenderKind } from "../contenders/contenders.ts";
import { bodyOf, preparedAnswers, type SentRequest, stubbedStore } from "../contenders/stub.ts";
import { type Contender, taskOf, type WorkloadName, workloadNames, workloads } from "../contenders/workload.ts";
import { canonicalRequest } from "./canonical.ts";

const writes: readonly WorkloadName[] = ["put", "transact of 10", "batch write of 25"];
/** With and without optional attributes, and each status. */
const verifiedItems = 3;
const attributes = Object.keys(taskOf(0));

/**
 * Does each workload once with each kind of contender, on several items.
 *
 * @throws AssertionError where requests, or items that were read, are not those of the baseline
 */
export async function verifySameWork(kinds: ReadonlyMap<string, ContenderKind>): Promise<void> {
  const expected = await outcomesOf(kindOf(kinds, baseline));
  for (const [name, kind] of kinds) {
    const actual = await outcomesOf(kind);
    for (const [what, outcome] of expected) {
      deepStrictEqual(actual.get(what), outcome, `${name}: ${what} is not what ${baseline} does`);
    }
  }
}

function kindOf(kinds: ReadonlyMap<string, ContenderKind>, name: string): ContenderKind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`There is no ${name}`);
  return kind;
}

async function outcomesOf(kind: ContenderKind): Promise<ReadonlyMap<string, object>> {
  const sent: SentRequest[] = [];
  const answer = preparedAnswers(kind);
  const contender = kind.make(
    stubbedStore((target, request) => {
      sent.push({ target, body: bodyOf(request) });
      return answer(target, request);
    }),
  );
  const outcomes = new Map<string, object>();
  for (const workload of workloadNames) {
    for (let i = 0; i < verifiedItems; i++) {
      const items = await itemsOf(contender, workload, i);
      const requests = sent.splice(0).map((request) => canonicalRequest(request, kind));
      outcomes.set(`${workload} of item ${i}`, { requests, items });
    }
  }
  return outcomes;
}

/** The tasks that are read. A write gives what its library gives for one, which is nothing to compare. */
async function itemsOf(contender: Contender, workload: WorkloadName, i: number): Promise<readonly object[]> {
  const result = await workloads[workload](contender, i);
  if (writes.includes(workload)) return [];
  // Printed and read again: libraries give plain objects, frozen ones, and ones with methods.
  const read: unknown = JSON.parse(JSON.stringify(result) ?? "null");
  const items = (Array.isArray(read) ? read : [read]) as readonly Record<string, unknown>[];
  ok(items.length > 0 && items.every((item) => typeof item === "object" && item !== null), `${workload} gives nothing`);
  return items.map((item) =>
    Object.fromEntries(attributes.flatMap((name) => (name in item ? [[name, item[name]]] : []))),
  );
}
