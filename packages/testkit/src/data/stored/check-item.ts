import { type AnyTable, itemSize, toDecimal, type WireItem } from "keywright";
import { WireProblem } from "./wire-json.ts";

const LARGEST_ITEM = 409_600;
const bytesOf = { S: (text: string) => Buffer.byteLength(text), B: (bytes: Uint8Array) => bytes.byteLength };

/**
 * Checks what DynamoDB would refuse of an item with an error that does not say of which: its keys, and its size.
 *
 * @throws {WireProblem} Where something is wrong.
 */
export function checkItem({ model }: AnyTable, item: WireItem): void {
  const keys = [
    { attribute: model.partitionKey, limit: 2048 },
    ...(model.sortKey ? [{ attribute: model.sortKey, limit: 1024 }] : []),
  ];
  for (const { attribute, limit } of keys) {
    if (item[attribute.name] === undefined)
      throw new WireProblem(attribute.name, `is the key of table '${model.name}', and absent`);
    checkKey(attribute, item, limit);
  }
  for (const { partitionKeys, sortKeys } of model.indexes.values()) {
    for (const attribute of partitionKeys) checkKey(attribute, item, 2048);
    for (const attribute of sortKeys) checkKey(attribute, item, 1024);
  }
  const size = itemSize(item);
  if (size > LARGEST_ITEM) throw new WireProblem("", `takes ${size} bytes; DynamoDB accepts ${LARGEST_ITEM}`);
}

function checkKey(
  { name, type }: { readonly name: string; readonly type: "S" | "N" | "B" },
  item: WireItem,
  limit: number,
): void {
  const value = item[name];
  if (value === undefined) return;
  if (!(type in value)) throw new WireProblem(name, `is a key of type ${type}, and has type ${Object.keys(value)[0]}`);
  const bytes = "S" in value ? bytesOf.S(value.S) : "B" in value ? bytesOf.B(value.B) : 1;
  if (bytes === 0) throw new WireProblem(name, "is a key, and empty");
  if (bytes > limit) throw new WireProblem(name, `is a key of ${bytes} bytes; DynamoDB accepts ${limit}`);
}

/** The primary key of an item, as text. */
export function keyText({ model }: AnyTable, item: WireItem): string {
  const names = [model.partitionKey.name, ...(model.sortKey ? [model.sortKey.name] : [])];
  return JSON.stringify(names.map((name) => plain(item[name])));
}

// A number has several spellings, and is one key.
function plain(value: WireItem[string] | undefined): unknown {
  if (value && "B" in value) return { B: Buffer.from(value.B).toString("base64") };
  return value && "N" in value ? { N: toDecimal(value.N).value } : value;
}
