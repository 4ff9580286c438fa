import fc from "fast-check";
import { type AnyTable, defineTable } from "keywright";
import { describe, expect, test } from "vitest";
import { planTable } from "../plan/plan-table.ts";
import type { Danger, TablePlan } from "../plan/table-plan.ts";
import { applyPlan } from "./apply-plan.ts";
import { ensureTable } from "./ensure-table.ts";
import { anyTable } from "./testing/any-table.ts";
import { type SimulatedService, simulateService } from "./testing/simulated-service.ts";
import { verifyTable } from "./verify-table.ts";

const allow: readonly Danger[] = [
  "delete-index",
  "replace-stream",
  "start-time-to-live",
  "stop-time-to-live",
  "lower-capacity",
  "stop-auto-scaling",
  "reduce-recovery",
  "stop-deletion-protection",
  "change-encryption",
  "stop-kinesis",
  "change-policy",
  "delete-replica",
];
// What ensureTable leaves.
const dangers: readonly Danger[] = allow.filter((kind) => kind !== "start-time-to-live");
const poll = { startMs: 0, capMs: 0 };

function clients({ autoScaling, clientIn }: SimulatedService) {
  return { autoScaling, clientIn, poll };
}

async function made(table: AnyTable): Promise<SimulatedService> {
  const service = simulateService();
  const plan = await planTable(service.client, table, clients(service));
  await applyPlan(service.client, plan, { ...clients(service), allow });
  service.changes.length = 0;
  return service;
}

/** A plan as it is stored. */
async function stored(service: SimulatedService, table: AnyTable): Promise<TablePlan> {
  return JSON.parse(JSON.stringify(await planTable(service.client, table, clients(service))));
}

const pairs = fc.tuple(anyTable, anyTable);
const numRuns = Math.ceil(12 * Number(process.env.KEYWRIGHT_RUNS ?? 1));

describe("any table", () => {
  test("becomes any other that can be made of it, by requests that the service takes, and then is as its model says", async () => {
    let possible = 0;
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(pairs, async ([from, to]) => {
        const service = await made(from);
        expect((await stored(service, from)).steps).toEqual([]);
        await verifyTable(service.client, from, clients(service));
        const plan = await stored(service, to);
        const { done, skipped } = await applyPlan(service.client, plan, { ...clients(service), allow });
        expect([done.length, skipped]).toEqual([plan.steps.length, []]);
        const after = await stored(service, to);
        expect(after.steps).toEqual([]);
        expect(after.cannot).toEqual(plan.cannot);
        steps += plan.steps.length;
        if (plan.cannot.length > 0) return;
        possible++;
        expect(after.differences).toEqual([]);
        await verifyTable(service.client, to, clients(service));
      }),
      { numRuns },
    );
    expect(possible).toBeGreaterThan(numRuns / 2);
    expect(steps).toBeGreaterThan(numRuns * 3);
  });

  test("that was left on the way goes on where it is, whether the last request was answered or not", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat({ max: 5 }), fc.constantFrom("before", "after"), async ([from, to], n, moment) => {
        const service = await made(from);
        const plan = await stored(service, to);
        let left = n;
        service.intercept = (at) => {
          if (at === moment && left-- === 0)
            throw Object.assign(new Error("the line is dead"), { name: "TimeoutError" });
        };
        const first = await applyPlan(service.client, plan, { ...clients(service), allow }).catch(
          (error) => error.name,
        );
        expect(first).toEqual(plan.steps.length > n ? "TimeoutError" : expect.anything());
        service.intercept = () => undefined;
        await applyPlan(service.client, plan, { ...clients(service), allow });
        expect(service.changes).toEqual(plan.steps.map(({ request }) => request.name));
        const again = await applyPlan(service.client, plan, { ...clients(service), allow });
        expect(again.done).toEqual([]);
        expect((await stored(service, to)).steps).toEqual([]);
      }),
      { numRuns },
    );
  });

  test("is changed once where two programs apply the same plan", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ([from, to]) => {
        const service = await made(from);
        const plan = await stored(service, to);
        const apply = () => applyPlan(service.client, plan, { ...clients(service), allow });
        await Promise.all([apply(), apply()]);
        // What changes nothing when it is asked for twice may be.
        const once = service.changes.filter((name) => ["UpdateTable", "UpdateTimeToLive"].includes(name));
        expect(once).toEqual(plan.steps.map(({ request }) => request.name).filter((name) => once.includes(name)));
        expect((await stored(service, to)).steps).toEqual([]);
      }),
      { numRuns: numRuns / 2 },
    );
  });

  test("is brought as near as goes without danger by ensureTable, which says what it left", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ([from, to]) => {
        const service = await made(from);
        const plan = await planTable(service.client, to, { ...clients(service), leave: dangers });
        expect(plan.steps.filter(({ danger }) => danger && dangers.includes(danger.kind))).toEqual([]);
        if (plan.cannot.length > 0) {
          await expect(ensureTable(service.client, to, clients(service))).rejects.toMatchObject({
            code: "table-differs",
          });
          return;
        }
        const { done, left } = await ensureTable(service.client, to, clients(service));
        expect(done).toEqual(plan.steps.map(({ what }) => what));
        expect(left).toEqual(plan.left);
        const whole = await planTable(service.client, to, clients(service));
        expect(whole.steps.length === 0).toBe(left.length === 0);
        expect(whole.steps.length === 0 || whole.steps.some(({ danger }) => danger !== undefined)).toBe(true);
        expect(await ensureTable(service.client, to, clients(service))).toMatchObject({ done: [], left });
      }),
      { numRuns },
    );
  });

  test("that someone has changed since is left alone", async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, anyTable, anyTable, async (from, to, other) => {
        const service = await made(from);
        const plan = await stored(service, to);
        const meanwhile = await stored(service, other);
        await applyPlan(service.client, meanwhile, { ...clients(service), allow });
        const applied = service.changes.length;
        // Unless both lead over the same states.
        const steps = (p: TablePlan): string => JSON.stringify(p.steps.map(({ changes }) => changes));
        fc.pre(meanwhile.steps.some(({ changes }) => !steps(plan).includes(JSON.stringify(changes))));
        fc.pre(meanwhile.steps.some(({ what }) => !/[Ww]arm|units/.test(what)));
        const code = await applyPlan(service.client, plan, { ...clients(service), allow }).then(
          ({ done }) => done.length,
          (error) => error.code,
        );
        if (code !== "plan-stale") expect(steps(meanwhile)).toBe("");
        expect(service.changes.length).toBe(applied);
      }),
      { numRuns },
    );
  });
});

test("nothing dangerous is done without being allowed by its kind", async () => {
  const from = defineTable({
    name: "Anything",
    partitionKey: { PK: "S" },
    indexes: { old: { type: "global", partitionKey: { a: "S" }, projection: "ALL" } },
    timeToLive: "until",
  });
  const to = defineTable({ name: "Anything", partitionKey: { PK: "S" }, settings: { deletionProtection: true } });
  const service = await made(from);
  const plan = await stored(service, to);
  const refused = applyPlan(service.client, plan, { ...clients(service), allow: ["delete-index"] });
  await expect(refused).rejects.toMatchObject({
    code: "plan-dangerous",
    differences: [expect.stringContaining("expire by 'until'")],
    message: expect.stringContaining('Write allow: ["stop-time-to-live"]'),
  });
  expect(service.changes).toEqual([]);
});
