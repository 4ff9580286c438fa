import { dynamodbTest } from "@keywright/testkit/vitest";
import { expect } from "vitest";
import { nextNumber, Sequence, sequenceTable } from "./sequence.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [sequenceTable], retryDelays: "none" });
const sequence = "invoices";

test("gives 80 callers the numbers from 1 to 80", async ({ db }) => {
  const { results } = await sideBySide(upTo(80).map(() => () => nextNumber(db, sequence)));
  expect(results.toSorted((a, b) => a - b)).toEqual(upTo(80).map((n) => n + 1));
});

const seeds = [1, 2, 3, 4];

for (const seed of seeds)
  test(`gives no number twice, whatever happens to requests (seed ${seed})`, async ({ db, dynamodb }) => {
    dynamodb.faults.loseResponse({ on: "UpdateItem", after: 30, times: 3 });
    trouble(dynamodb, seed);
    // Each caller takes several, and sees them grow.
    const { results } = await sideBySide(
      upTo(12).map(() => async () => {
        const numbers: number[] = [];
        for (const _ of upTo(6)) numbers.push(await nextNumber(db, sequence));
        return numbers;
      }),
    );
    dynamodb.faults.clear();
    for (const numbers of results) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const all = results.flat();
    expect(all.length).toBeGreaterThan(20);
    expect(new Set(all).size).toBe(all.length);
    const last = (await db.send(Sequence.get({ sequence }, { consistent: true })))?.last ?? Number.NaN;
    expect(last).toBeGreaterThanOrEqual(Math.max(...all));
  });

test("leaves a gap where an answer is lost", async ({ db, faults }) => {
  expect(await nextNumber(db, sequence)).toBe(1);
  faults.loseResponse({ on: "UpdateItem" });
  expect(await nextNumber(db, sequence)).toBe(3);
});

test("costs 1 write unit", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await nextNumber(db, sequence);
  requests.clear();
  expect(await nextNumber(db, sequence)).toBe(2);
  expect(requests.capacity()).toEqual({ read: 0, write: 1 });
});
