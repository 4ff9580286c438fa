import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { AnyTable, WireItem } from "keywright";
import { TestkitError } from "../error/testkit-error.ts";
import { unobserved } from "../network/unobserved.ts";
import { keyText } from "./stored/check-item.ts";
import type { ItemSource } from "./stored/read-items.ts";
import { type DataOptions, nameIn, pagesOf, type Store } from "./stored/store.ts";
import { itemToJson } from "./stored/wire-json.ts";
import { checkedItems, writeItems } from "./stored/write-items.ts";

export interface DumpOptions extends DataOptions {
  /** Also writes the dump to a file; compressed where the name ends with `.gz`. */
  readonly file?: string;
}

/**
 * All items of a table as lines of DynamoDB JSON, `{"Item": {...}}`, as they are stored, whosever they are: the format of an
 * export to S3. Items are in the order of their keys, attributes and members of sets in the order of their names, so that
 * the same items have the same dump. Claims of unique attributes are items, too: dump their `uniqueTable` along. The whole dump
 * is held in memory. Requests are `Scan`, consistent and not recorded.
 *
 * @example
 * const before = await dumpTable(dynamodb, taskTable);
 * await migrate();
 * expect(await dumpTable(dynamodb, taskTable)).toBe(before);
 */
export function dumpTable(dynamodb: Store, table: AnyTable, options: DumpOptions = {}): Promise<string> {
  return unobserved(async () => {
    const { signal, onProgress, file } = options;
    const lines: { readonly key: string; readonly line: string }[] = [];
    for await (const items of pagesOf(dynamodb, nameIn(dynamodb, table.model.name), signal)) {
      for (const item of items) lines.push({ key: keyText(table, item), line: lineOf(item) });
      onProgress?.({ items: lines.length });
    }
    lines.sort((a, b) => (a.key < b.key ? -1 : 1));
    const text = lines.map(({ line }) => line).join("");
    if (file !== undefined) await writeFile(file, file.endsWith(".gz") ? await promisify(gzip)(text) : text);
    return text;
  });
}

function lineOf(item: WireItem): string {
  return `${JSON.stringify({ Item: itemToJson(item) })}\n`;
}

export interface RestoreOptions extends DataOptions {
  /** `keep` writes into a table that has items: those with the same key are replaced. By default such a table is refused. */
  readonly existing?: "refuse" | "keep";
}

/**
 * Writes the items of a dump into a table, as they were stored. Takes what `dumpTable` gave, or a file of it, and every other
 * DynamoDB JSON that `seedFromExport` reads. Gives how many items were written. Requests are `BatchWriteItem`, not recorded.
 *
 * @throws {TestkitError} `table-not-empty`; `seed-invalid`, naming file, line and attribute.
 *
 * @example
 * await restoreTable(dynamodb, taskTable, { file: "tasks.json.gz" });
 */
export function restoreTable(
  dynamodb: Store,
  table: AnyTable,
  dump: ItemSource,
  options: RestoreOptions = {},
): Promise<{ readonly items: number }> {
  return unobserved(async () => {
    if (options.existing !== "keep") await checkEmpty(dynamodb, table, options.signal);
    return { items: await writeItems(dynamodb, table, checkedItems(table, dump), options) };
  });
}

async function checkEmpty(dynamodb: Store, { model }: AnyTable, signal: AbortSignal | undefined): Promise<void> {
  for await (const items of pagesOf(dynamodb, nameIn(dynamodb, model.name), signal, { limit: 1 })) {
    if (items.length === 0) continue;
    throw new TestkitError({
      code: "table-not-empty",
      message: `The table '${model.name}' has items. Restore into an empty one, or write { existing: "keep" }: then items with the same key are replaced, and others stay.`,
    });
  }
}
