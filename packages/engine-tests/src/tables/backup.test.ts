import { PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  createBackup,
  deleteBackup,
  describeTable,
  ensureTable,
  exportTable,
  importTable,
  listBackups,
  restoreTable,
  type TransferProgress,
} from "@keywright/tables";
import { defineTable } from "keywright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Moto, motoServer, startMoto } from "./moto.ts";

// No engine for development has backups. moto has; it is a program of Python, which is never needed by the other tests.
if (motoServer === undefined) {
  process.stdout.write("not run  tests of backups: they need moto's server, named by KEYWRIGHT_MOTO\n");
}

const table = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { status: "S" }, projection: "ALL" } },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
  settings: { pointInTimeRecovery: { days: 7 }, deletionProtection: true, tags: { team: "store" } },
});
const poll = { startMs: 5, capMs: 50 };

describe.runIf(motoServer !== undefined)("backups", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto(motoServer ?? "");
    await ensureTable(moto.tolerant, table, { poll });
    const Item = { PK: { S: "a" }, status: { S: "open" } };
    await moto.client.send(new PutItemCommand({ TableName: "TaskApp", Item }));
  });
  afterAll(() => moto?.[Symbol.asyncDispose]());

  async function items(TableName: string): Promise<readonly (string | undefined)[]> {
    const { Items } = await moto.client.send(new ScanCommand({ TableName }));
    return (Items ?? []).map(({ PK }) => PK?.S).sort();
  }

  /** Whether a table has what a restore loses. */
  async function expectWhole(name: string): Promise<void> {
    expect(await describeTable(moto.tolerant, table, { name })).toMatchObject({
      stream: { view: "NEW_AND_OLD_IMAGES" },
      timeToLive: { attribute: "expiresAt" },
      settings: { pointInTimeRecovery: { days: 7 }, deletionProtection: true, tags: { team: "store" } },
    });
  }

  test("a backup is made, listed, restored with the settings of the model, and deleted", async () => {
    const backup = await createBackup(moto.tolerant, table, { poll });
    expect(backup).toMatchObject({ table: "TaskApp", status: "AVAILABLE", type: "user", createdAt: expect.any(Date) });
    expect(backup.name).toMatch(/^TaskApp-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/);
    const second = await createBackup(moto.tolerant, table, { backupName: "second", poll });
    const listed = await listBackups(moto.tolerant, table, { type: "user" });
    expect(listed.map(({ name }) => name)).toEqual(["second", backup.name]);

    const told: string[] = [];
    const from = { backup: backup.arn };
    const restored = await restoreTable(moto.tolerant, table, {
      name: "Restored",
      from,
      poll,
      onProgress: ({ step, status }) => told.push(`${step} ${status}`),
    });
    expect(restored).toMatchObject({ table: "Restored", left: [], cannot: [], unknown: [] });
    expect(told[0]).toBe("create CREATING");
    expect(told).toContain(`done ${restored.done[0]}`);
    expect(await items("Restored")).toEqual(["a"]);
    await expectWhole("Restored");

    const again = restoreTable(moto.tolerant, table, { name: "Restored", from, poll });
    await expect(again).rejects.toMatchObject({ code: "table-exists" });

    expect(await deleteBackup(moto.tolerant, second.arn)).toBe(true);
    expect(await deleteBackup(moto.tolerant, second.arn, { ifAbsent: "ignore" })).toBe(false);
    await expect(deleteBackup(moto.tolerant, second.arn)).rejects.toMatchObject({ code: "backup-absent" });
    const gone = restoreTable(moto.tolerant, table, { name: "Nothing", from: { backup: second.arn }, poll });
    await expect(gone).rejects.toMatchObject({ code: "backup-absent" });
  });

  test("a table is restored as it was, without what is left out", async () => {
    const { done } = await restoreTable(moto.tolerant, table, {
      name: "Earlier",
      from: { table: "TaskApp", time: "latest" },
      without: ["timeToLive", "tags"],
      poll,
    });
    expect(done.join()).toMatch(/point-in-time recovery/);
    const found = await describeTable(moto.tolerant, table, { name: "Earlier" });
    expect(found).toMatchObject({ stream: { view: "NEW_AND_OLD_IMAGES" }, settings: { tags: {} } });
    expect(found).not.toHaveProperty("timeToLive");
    expect(await items("Earlier")).toEqual(["a"]);
  });

  test("tables that are not there are named", async () => {
    await expect(createBackup(moto.tolerant, table, { name: "Nothing", poll })).rejects.toMatchObject({
      code: "table-absent",
      table: "Nothing",
    });
    await expect(exportTable(moto.tolerant, table, { name: "Nothing", bucket: "exports", poll })).rejects.toMatchObject(
      { code: "table-absent" },
    );
  });

  test("a table is exported to files in S3", async () => {
    await moto.createBucket("exports");
    const told: TransferProgress[] = [];
    const done = await exportTable(moto.tolerant, table, {
      bucket: "exports",
      prefix: "tasks",
      poll,
      onProgress: (progress) => told.push(progress),
    });
    expect(done).toMatchObject({ bucket: "exports", items: 1 });
    expect(told.at(-1)).toMatchObject({ step: "export", status: "COMPLETED", items: 1 });
    expect(await moto.listFiles("exports")).toEqual([expect.stringMatching(/^tasks\/AWSDynamoDB\/.*\.gz$/)]);
    const missing = exportTable(moto.tolerant, table, { bucket: "nowhere", prefix: "tasks", poll });
    await expect(missing).rejects.toMatchObject({
      code: "transfer-failed",
      message: expect.stringContaining("FAILED (S3NoSuchBucket: "),
    });
  });

  test("a table is made from files in S3, with the settings of the model", async () => {
    await moto.createBucket("imports");
    const lines = ["x", "y"].map((id) => JSON.stringify({ Item: { PK: { S: id }, status: { S: "open" } } }));
    await moto.putFile("imports", "data/a.json", `${lines.join("\n")}\n`);
    const told: TransferProgress[] = [];
    const done = await importTable(moto.tolerant, table, {
      name: "Imported",
      bucket: "imports",
      prefix: "data/",
      poll,
      onProgress: (progress) => told.push(progress),
    });
    expect(done).toMatchObject({ table: "Imported", readItems: 2, failed: 0, left: [], cannot: [] });
    expect(told.at(-1)).toMatchObject({ step: "import", status: "COMPLETED", items: 2 });
    expect(await items("Imported")).toEqual(["x", "y"]);
    await expectWhole("Imported");
  });
});
