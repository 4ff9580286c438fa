import type { AttributeValue, WireItem } from "@keywright/schema";
import { own } from "../own.ts";

/** A part of a batch that has the key of an item. */
interface Keyed {
  readonly tableName: string;
  readonly key: WireItem;
}

interface Found<P> {
  readonly part: P;
  /** Another one whose key ends with the same value. */
  readonly next: Found<P> | undefined;
}

/** Finds the part that an item, or a key, of a table belongs to. Parts are looked through when the first one is wanted. */
export function partFinder<P extends Keyed>(parts: readonly P[]): (tableName: string, item: WireItem) => P | undefined {
  const finders = new Map<string, (item: WireItem) => P | undefined>();
  return (tableName, item) => {
    let find = finders.get(tableName);
    if (find === undefined) {
      find = finderOf(parts.filter((part) => part.tableName === tableName));
      finders.set(tableName, find);
    }
    return find(item);
  };
}

/** By the last attribute of the key, which is the sort key where there is one, and then by all of them: putting them together takes longer. */
function finderOf<P extends Keyed>(parts: readonly P[]): (item: WireItem) => P | undefined {
  // All keys of a table have the same attributes.
  const names = Object.keys(parts[0]?.key ?? {});
  const last = names.at(-1) ?? "";
  const byText = new Map<string, Found<P>>();
  for (const part of parts) {
    const text = textOf(own(part.key, last));
    byText.set(text, { part, next: byText.get(text) });
  }
  return (item) => {
    let found = byText.get(textOf(own(item, last)));
    while (found !== undefined && !hasKey(item, found.part.key, names)) found = found.next;
    return found?.part;
  };
}

function hasKey(item: WireItem, key: WireItem, names: readonly string[]): boolean {
  for (const name of names) if (!isSame(own(item, name), own(key, name))) return false;
  return true;
}

function isSame(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && typeOf(a) === typeOf(b) && textOf(a) === textOf(b);
}

/** Of the types that keys have. */
interface KeyValue {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Uint8Array;
}

function typeOf(value: AttributeValue): keyof KeyValue | undefined {
  return "S" in value ? "S" : "N" in value ? "N" : "B" in value ? "B" : undefined;
}

function textOf(value: AttributeValue | undefined): string {
  const { S, N, B } = (value ?? {}) as KeyValue;
  return S ?? N ?? (B === undefined ? "" : B.join());
}
