import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { deleteTable } from "@keywright/tables";
import { isRunning } from "./owner.ts";
import type { TableRecord } from "./record.ts";

// Longer than any run of tests: after it, tables of a process that cannot be looked at from here are left behind, too.
const ABANDONED_MS = 24 * 60 * 60_000;
const DELETION_MS = 60_000;

/**
 * Deletes the tables that processes left on an endpoint when they were killed. What cannot be deleted is told in a warning
 * and tried again next time: it is no reason to fail the test that comes after.
 */
export async function sweepTables(client: DynamoDBClient, folder: string): Promise<void> {
  const files = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
  await Promise.all(files.map((name) => sweepRecord(client, join(folder, name))));
}

async function sweepRecord(client: DynamoDBClient, file: string): Promise<void> {
  try {
    const old = Date.now() - (await stat(file)).mtimeMs > ABANDONED_MS;
    if (file.endsWith(".partial")) {
      if (old) await rm(file, { force: true });
      return;
    }
    const { owner, tables } = JSON.parse(await readFile(file, "utf8")) as TableRecord;
    if (!(isRunning(owner) === false || (isRunning(owner) === undefined && old))) return;
    const options = { ifAbsent: "ignore", timeoutMs: DELETION_MS } as const;
    await Promise.all(tables.map((name) => deleteTable(client, { model: { name } }, options)));
    await rm(file, { force: true });
  } catch (error) {
    // Another process may have swept it, or its owner ended in order.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    process.emitWarning(
      `Tables that a killed test left behind could not be deleted, and will be tried again: ${(error as Error).message}\nThey are listed in ${file}; delete that file to forget them.`,
      "KeywrightWarning",
    );
  }
}
