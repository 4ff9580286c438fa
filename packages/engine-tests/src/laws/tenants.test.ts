import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { CursorError, connect, KeywrightError, type RequestEvent, repository, ScopeError, scoped } from "keywright";
import { expect, test } from "vitest";
import { nameOf, runs, storedItems, useDynamoDB } from "../test-support.ts";
import {
  Comment,
  changed,
  forge,
  partitionsOf,
  prefixOf,
  reads,
  type Step,
  seed,
  step,
  Task,
  table,
  tenants,
} from "./tenant-cases.ts";
import { type Loot, perform, take } from "./tenant-steps.ts";

const dynamodb = useDynamoDB();

type Item = Readonly<Record<string, unknown>>;

/** Puts items of all tenants into a new table; gives what can be read of them without a scope. */
async function prepare(items: typeof seed extends fc.Arbitrary<infer T> ? T : never): Promise<Loot> {
  const { db } = dynamodb();
  await dynamodb().dropTables();
  await dynamodb().createTables(table);
  const [tasks, comments] = [repository(db, Task), repository(db, Comment)];
  const loot: Loot = { cursors: [], items: [] };
  for (const { tenant: tenantId, entity, place, owner, rank, expired } of items) {
    const item = { tenantId, ...place, title: tenantId, owner };
    if (entity === "Comment") loot.items.push(await comments.put(item));
    else loot.items.push(await tasks.upsert({ ...item, rank, ...(expired && { expiresAt: new Date(1000) }) }));
  }
  for (const tenantId of tenants) {
    for (const owner of ["ada", "eve"])
      take(loot, await tasks.indexes.byOwner.query({ tenantId, owner }, { limit: 1 }));
    for (const of of ["p", "q"]) take(loot, await tasks.query({ tenantId, project: of }, { limit: 1 }));
  }
  return loot;
}

/** Lets another program write index keys of this tenant into some items of the others. */
async function misplace(own: string): Promise<void> {
  const items = await storedItems(dynamodb(), table);
  const tasks = items.filter(({ PK, SK }) => !isOf(own, PK) && SK && "S" in SK && SK.S.startsWith("TASK#"));
  for (const [i, task] of tasks.slice(0, 3).entries()) {
    const Item = { ...task, G1: { S: `${prefixOf(own)}OWNER#${i === 0 ? "ada" : "eve"}` } };
    await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
  }
}

function isOf(tenantId: string, PK: WireItem[string] | undefined): boolean {
  return PK !== undefined && "S" in PK && PK.S.startsWith(prefixOf(tenantId));
}

async function stored(
  own: string,
): Promise<{ readonly mine: readonly WireItem[]; readonly theirs: readonly string[] }> {
  const items = await storedItems(dynamodb(), table);
  return {
    mine: items.filter(({ PK }) => isOf(own, PK)),
    theirs: items
      .filter(({ PK }) => !isOf(own, PK))
      .map((item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))))
      .sort(),
  };
}

/** All tenants that an answer, or what an error tells, has items of: their titles say so, too. */
function tenantsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  const own = "tenantId" in value ? [value.tenantId] : [];
  const titled = "title" in value && value.title !== changed ? [value.title] : [];
  return [...own, ...titled, ...Object.values(value).flatMap(tenantsIn)];
}

test("nothing that is done under a scope leaves it", async () => {
  const outcomes: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(
      seed,
      fc.constantFrom(...tenants),
      fc.boolean(),
      fc.constantFrom("structural" as const, "tolerant" as const),
      fc.array(step, { minLength: 15, maxLength: 40 }),
      async (items, own, misplacing, readMode, steps) => {
        const loot = await prepare(items);
        if (misplacing) await misplace(own);
        const events: RequestEvent[] = [];
        const { client, tableNames } = dynamodb();
        const observe = (event: RequestEvent): void => void events.push(event);
        const db = scoped(connect(client, { tables: tableNames, reads: readMode, observe }), { tenantId: own });
        const { theirs } = await stored(own);
        for (const each of steps) {
          const before = each.verb === "count" ? (await stored(own)).mine : [];
          const attempt = async (cursor?: string): Promise<unknown> => {
            events.length = 0;
            const answer = await perform(db, own, each, loot, cursor).catch((error: unknown) => error);
            const partitions = events.flatMap(({ request, input }) => partitionsOf(request, input));
            expect(partitions.filter((partition) => !partition.startsWith(prefixOf(own)))).toEqual([]);
            if (ScopeError.isInstance(answer) || CursorError.isInstance(answer)) expect(events).toEqual([]);
            const { entity: _entity, ...told } = (answer ?? {}) as Item;
            expect(tenantsIn(told).filter((tenant) => tenant !== own)).toEqual([]);
            return answer;
          };
          const answer = await attempt();
          const outcome =
            answer instanceof Error ? codeOf(answer) : reads.some((verb) => verb === each.verb) ? "read" : "done";
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
          if (each.says !== undefined && each.says !== own) expect(outcome).toBe("outside-scope");
          if (each.verb === "count" && outcome === "read" && each.cursor === "none" && !each.options.where) {
            expect((answer as Item).count).toBe(before.filter(isLive(each)).length);
          }
          if (answer instanceof Error) continue;
          // The same read again, from a position that is somebody else's.
          const { cursor } = (answer ?? {}) as { readonly cursor?: string };
          const another = loot.cursors[each.pick % loot.cursors.length];
          if (cursor !== undefined && another !== undefined) await attempt(forge(cursor, another));
          take(loot, answer);
        }
        expect((await stored(own)).theirs).toEqual(theirs);
      },
    ),
    { numRuns: runs(50) },
  );
  // The law would hold of operations that are all refused, too.
  const found = ["read", "done", "outside-scope", "invalid-cursor", "unreadable-item", "version-conflict"];
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(found));
});

function codeOf(error: Error): string {
  if (!KeywrightError.isInstance(error)) throw error;
  return error.code;
}

function isLive({ entity, place }: Step): (item: WireItem) => boolean {
  return ({ PK, SK, expiresAt }) =>
    PK !== undefined &&
    "S" in PK &&
    PK.S.endsWith(`#PROJECT#${place.project}`) &&
    SK !== undefined &&
    "S" in SK &&
    SK.S.startsWith(`${entity.toUpperCase()}#`) &&
    expiresAt === undefined;
}
