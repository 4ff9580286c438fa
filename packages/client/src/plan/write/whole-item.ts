import { allKeys, type EntityModel, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { encodeAttribute, storedName } from "../stored-key.ts";

type Values = Readonly<Record<string, unknown>>;

/** What the library adds to an item that is written as a whole. */
interface ManagedInput {
  readonly version: number | undefined;
  readonly mark: string | undefined;
  /** The one that was read, or now. */
  readonly createdAt: unknown;
  readonly updatedAt: Date;
  /** Stored attributes that the schema does not know, of the item that will have these keys. */
  readonly unknown?: (keys: WireItem) => WireItem | undefined;
}

/**
 * A whole item as it will be stored: the schema's attributes, managed ones, keys and index keys.
 *
 * @throws ValidationError
 */
export function wholeItem(model: EntityModel, item: Values, managed: ManagedInput): WireItem {
  const stored = encodeOwn(model, item);
  const { createdAt, updatedAt } = model.timestamps ?? {};
  if (createdAt !== undefined)
    stored[storedName(model, createdAt)] = encodeAttribute(model, createdAt, managed.createdAt);
  if (updatedAt !== undefined)
    stored[storedName(model, updatedAt)] = encodeAttribute(model, updatedAt, managed.updatedAt);
  if (model.version) {
    if (managed.version !== undefined) stored[model.version.attribute] = { N: String(managed.version) };
    if (managed.mark !== undefined) stored[model.version.mark] = { S: managed.mark };
  }
  if (model.upgrade) stored[model.upgrade.attribute] = { N: String(model.upgrade.steps.length) };
  for (const { name, value } of model.typeAttributes) stored[name] = { S: value };
  const keys = keysOf(model, stored);
  return { ...managed.unknown?.(keys), ...stored, ...keys };
}

/** The key attributes that a stored item should have. */
export function keysOf(model: EntityModel, stored: WireItem): WireItem {
  return allKeys(model, (name) => own(stored, storedName(model, name)));
}

/** Encodes the attributes of the schema into a new item; what the library manages is not the caller's to write. */
export function encodeOwn(model: EntityModel, item: Values): WireItem {
  return model.codec.encode(withoutManaged(model, item));
}

function withoutManaged(model: EntityModel, item: Values): Values {
  let rest: Record<string, unknown> | undefined;
  for (const name of managedNames(model)) {
    if (typeof item !== "object" || item === null || !Object.hasOwn(item, name)) continue;
    rest ??= { ...item };
    delete rest[name];
  }
  return rest ?? item;
}

function managedNames({ version, timestamps }: EntityModel): readonly string[] {
  return [version?.attribute, timestamps?.createdAt, timestamps?.updatedAt].filter((name) => name !== undefined);
}
