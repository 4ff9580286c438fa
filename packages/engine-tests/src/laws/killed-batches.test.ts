import { batchGet, batchWrite, transactAll, transactGet } from "keywright";
import { beforeEach, expect, test } from "vitest";
import { runs, storedItems, useDynamoDB } from "../test-support.ts";
import { batchTable, Counter, gets, ids, increments, job, puts } from "../verbs/batch-model.ts";
import { startProgram } from "../verbs/program.ts";

const dynamodb = useDynamoDB();
beforeEach(async () => {
  await dynamodb().dropTables();
  await dynamodb().createTables(batchTable);
});

/** Milliseconds after which processes are killed, one after the other: some before their first request is answered. */
const lives = Array.from({ length: runs(2) }, (_, i) => [0, 30, 12, 45][i % 4] ?? 0);

/** Starts a process that does this, and kills it while it does, wherever it then is. */
async function killed(imports: string, code: string, life: number): Promise<void> {
  const program = await startProgram(dynamodb(), `${imports}\nconsole.log("begins");\n${code}`);
  await new Promise((wake) => setTimeout(wake, life));
  await program.kill();
}

test("a batch of writes that is killed again and again comes to its end, and to nothing else", {
  timeout: 300_000,
}, async () => {
  const { db } = dynamodb();
  for (const life of lives) {
    await killed(
      `import { batchWrite } from "keywright";
       import { puts } from "./batch-model.ts";`,
      "await db.send(batchWrite(puts, { concurrency: 2 }));",
      life,
    );
    // Of each item all or nothing.
    for (const item of await storedItems(dynamodb(), batchTable)) expect(Object.keys(item)).toHaveLength(3);
  }
  await db.send(batchWrite(puts));
  expect(await db.send(batchGet(gets))).toEqual(ids.map((id) => ({ id, text: `line ${id}` })));
  expect(await storedItems(dynamodb(), batchTable)).toHaveLength(ids.length);
});

test("transactions with a token that are killed again and again are carried out once", {
  timeout: 300_000,
}, async () => {
  const { db } = dynamodb();
  await db.send(transactAll(ids.map((id) => Counter.create({ id, count: 0 }))));
  // Read in transactions: what the last process has sent may be under way yet.
  const counts = async () => {
    const found: (number | undefined)[] = [];
    for (let from = 0; from < ids.length; from += 100) {
      const gets = ids.slice(from, from + 100).map((id) => Counter.get({ id }));
      found.push(...(await db.send(transactGet(gets))).map((counter) => counter?.count));
    }
    return found;
  };
  for (const life of lives) {
    await killed(
      `import { transactAll } from "keywright";
       import { increments, job } from "./batch-model.ts";`,
      "await db.send(transactAll(increments, { token: job, concurrency: 2 }));",
      life,
    );
    const found = await counts();
    // Each transaction of a hundred as a whole, or not at all, and never twice.
    for (let from = 0; from < ids.length; from += 100) expect(new Set(found.slice(from, from + 100)).size).toBe(1);
    expect(found.filter((count) => count !== 0 && count !== 1)).toEqual([]);
  }
  await db.send(transactAll(increments, { token: job }));
  expect(await counts()).toEqual(ids.map(() => 1));
});
