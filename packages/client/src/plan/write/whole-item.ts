import { type AttributeValue, allKeys, type EntityModel, type WireItem } from "@keywright/schema";
import { encodeAttribute } from "../stored-key.ts";

type Values = Readonly<Record<string, unknown>>;

/** The managed attributes that a write sets, in stored form by program name. */
export type ManagedValues = ReadonlyMap<string, AttributeValue>;

/** Encodes the attributes of the schema; what the library manages is not the caller's to write. */
export function encodeOwn(model: EntityModel, item: Values): WireItem {
  return model.codec.encode(withoutManaged(model, item));
}

/** A whole item as it will be stored: the schema's attributes, managed ones, keys and index keys. */
export function wholeItem(
  model: EntityModel,
  own: WireItem,
  managed: ManagedValues,
  mark: string | undefined,
): WireItem {
  const item: WireItem = { ...own };
  for (const [name, value] of managed) item[storedName(model, name)] = value;
  if (model.version && mark !== undefined) item[model.version.mark] = { S: mark };
  if (model.typeAttribute) item[model.typeAttribute.name] = { S: model.typeAttribute.value };
  return Object.assign(
    item,
    allKeys(model, (name) => item[storedName(model, name)]),
  );
}

/** Timestamps of a write. `createdAt` is the one that was read, where the item carries it. */
export function timestamps(model: EntityModel, now: Date, item: Values): ManagedValues {
  const values = new Map<string, AttributeValue>();
  const { createdAt, updatedAt } = model.timestamps ?? {};
  if (createdAt !== undefined) values.set(createdAt, encodeAttribute(model, createdAt, item[createdAt] ?? now));
  if (updatedAt !== undefined) values.set(updatedAt, encodeAttribute(model, updatedAt, now));
  return values;
}

export function storedName(model: EntityModel, name: string): string {
  return model.attributes.get(name)?.storedName ?? name;
}

function withoutManaged(model: EntityModel, item: Values): Values {
  if (model.version === undefined && model.timestamps === undefined) return item;
  if (typeof item !== "object" || item === null) return item;
  const own: Record<string, unknown> = { ...item };
  for (const { name, managed } of model.attributes.values()) if (managed !== undefined) delete own[name];
  return own;
}
