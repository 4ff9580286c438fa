import {
  type AttributeValue,
  type EntityModel,
  ReadError,
  readIsoDate,
  upgradeItem,
  type WireItem,
} from "@keywright/schema";
import type { ReadMode } from "../context.ts";
import { own } from "../own.ts";
import { markPartial } from "../partial-mark.ts";
import { millisecondsOf } from "../stored-key.ts";
import { attachUnknown } from "../unknown-attributes.ts";
import { attachMark } from "../write-mark.ts";
import { withKeyValues } from "./key-values.ts";
import type { Selection } from "./selection.ts";

/**
 * Turns a stored item into the program's: schema attributes by the codec, then the managed ones, and the write mark where
 * nobody sees it.
 *
 * @throws ReadError naming the key
 */
export function decodeItem(
  model: EntityModel,
  stored: WireItem,
  mode: ReadMode,
  partial?: Selection,
): Record<string, unknown> {
  // What a step needs may be missing in a part of an item.
  const whole = partial === undefined || partial.whole ? upgradeItem(model, stored) : stored;
  const wire = withKeyValues(model, whole, partial);
  const item = decodeAttributes(model, wire, mode, partial);
  for (const attribute of managedOf(model)) {
    if (partial && !partial.attributes.includes(attribute.name)) continue;
    const value = own(wire, attribute.storedName);
    if (value === undefined) continue;
    const managed = attribute.decode(value);
    if (managed !== undefined) item[attribute.name] = managed;
    else if (!partial || !mayBeOld(model, partial)) throw unreadableManaged(model, attribute.name, stored);
  }
  const mark = model.version && own(stored, model.version.mark);
  if (mark !== undefined && "S" in mark) attachMark(item, mark.S);
  if (partial) markPartial(item);
  else attachUnknown(model, whole, item);
  return item;
}

interface Managed {
  readonly name: string;
  readonly storedName: string;
  /** The program's value; `undefined` where it is stored otherwise. */
  decode(value: AttributeValue): number | Date | undefined;
}

const managedAttributes = new WeakMap<EntityModel, readonly Managed[]>();

function managedOf(model: EntityModel): readonly Managed[] {
  let managed = managedAttributes.get(model);
  if (managed === undefined) {
    managed = [...model.attributes.values()]
      .filter((attribute) => attribute.managed !== undefined)
      .map(({ name, storedName, managed: kind }) => {
        if (kind === "version")
          return { name, storedName, decode: (value) => ("N" in value ? Number(value.N) : undefined) };
        const unit = millisecondsOf(model, name);
        const read = (value: AttributeValue): Date =>
          unit === undefined ? readIsoDate("S" in value ? value.S : "") : dateOf(value, unit);
        return { name, storedName, decode: (value) => valid(read(value)) };
      });
    managedAttributes.set(model, managed);
  }
  return managed;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function unreadableManaged(model: EntityModel, name: string, stored: WireItem): ReadError {
  const isNumber = model.attributes.get(name)?.managed === "version" || millisecondsOf(model, name) !== undefined;
  const message = isNumber ? "is not stored as a number (N)" : "is not stored as an ISO date and time (S)";
  const issues = [{ path: [name], code: "invalid_type", message }];
  return new ReadError({ entity: model.name, key: rawKey(model, stored), issues });
}

function dateOf(value: AttributeValue, unit: number): Date {
  return new Date("N" in value ? Number(value.N) * unit : Number.NaN);
}

function decodeAttributes(
  model: EntityModel,
  wire: WireItem,
  readMode: ReadMode,
  partial: Selection | undefined,
): Record<string, unknown> {
  try {
    const options = partial ? optionsOf(partial, readMode) : readMode === "strict" ? strict : structural;
    return model.codec.decode(wire, options) as Record<string, unknown>;
  } catch (error) {
    if (!ReadError.isInstance(error)) throw error;
    const readable = partial && readableOf(model, partial, error);
    if (readable) return decodeAttributes(model, wire, readMode, readable);
    throw new ReadError({ entity: model.name, key: rawKey(model, wire), issues: error.issues });
  }
}

const strict = { mode: "strict" } as const;
const structural = { mode: "structural" } as const;

type DecodeOptions = NonNullable<Parameters<EntityModel["codec"]["decode"]>[1]>;

const partialOptions = new WeakMap<Selection, DecodeOptions>();

/** How parts of items are decoded. One selection is for all items of a page, and read in one mode. */
function optionsOf(partial: Selection, readMode: ReadMode): DecodeOptions {
  const mode = readMode === "strict" ? "strict" : "structural";
  let options = partialOptions.get(partial);
  if (options?.mode !== mode) {
    options = { ...partial, mode };
    partialOptions.set(partial, options);
  }
  return options;
}

/** A part of an item may be one of an earlier shape, whose attributes do not fit: they are left out. */
function readableOf(model: EntityModel, partial: Selection, { issues }: ReadError): Selection | undefined {
  if (!mayBeOld(model, partial)) return undefined;
  const unreadable = new Set(issues.map(({ path }) => path[0]));
  const attributes = partial.attributes.filter((name) => !unreadable.has(name));
  return attributes.length < partial.attributes.length ? { ...partial, attributes } : undefined;
}

function mayBeOld({ upgrade }: EntityModel, partial: Selection): boolean {
  return upgrade !== undefined && !partial.whole;
}

/** The table key of a stored item as plain values. */
export function rawKey(model: EntityModel, item: WireItem): Record<string, unknown> {
  const { partitionKey, sortKey } = model.table;
  const names = sortKey === undefined ? [partitionKey.name] : [partitionKey.name, sortKey.name];
  return Object.fromEntries(names.map((name) => [name, Object.values(own(item, name) ?? {})[0]]));
}
