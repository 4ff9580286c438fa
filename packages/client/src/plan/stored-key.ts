import { type AttributeValue, type EntityModel, primaryKey, ValidationError, type WireItem } from "@keywright/schema";

/** Encodes attributes of a key by name, and passes over whatever else the object has: a whole item serves as its key. */
function encodeAttributes(
  model: EntityModel,
  values: Readonly<Record<string, unknown>>,
  names: Iterable<string>,
): ReadonlyMap<string, AttributeValue> {
  const stored = new Map<string, AttributeValue>();
  for (const name of names) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) stored.set(name, encodeAttribute(model, name, value));
  }
  return stored;
}

/** Encodes one attribute, a managed one included. */
export function encodeAttribute(model: EntityModel, name: string, value: unknown): AttributeValue {
  const managed = model.attributes.get(name)?.managed;
  if (managed === undefined) return model.codec.encodeAttribute(name, value);
  if (managed === "version") {
    if (typeof value === "number" && Number.isSafeInteger(value)) return { N: String(value) };
    throw invalid(model, name, "must be the version of an item: an integer");
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return { S: value.toISOString() };
  throw invalid(model, name, "must be a Date");
}

/** Names of the attributes that the primary key is made of, in the order of its templates. */
export function keyAttributeNames(model: EntityModel): readonly string[] {
  return [...new Set(model.key.flatMap((template) => template.attributes))];
}

/** The stored values of the attributes of a key; whatever is missing is an error. */
export function storedKeyAttributes(
  model: EntityModel,
  key: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, AttributeValue> {
  if (typeof key !== "object" || key === null)
    throw invalid(model, undefined, "the key must be an object of attributes");
  const stored = encodeAttributes(model, key, keyAttributeNames(model));
  const missing = model.key.flatMap((template) =>
    template.attributes
      .filter((name) => !stored.has(name))
      .map((name) => ({
        path: [name],
        code: "missing_key_attribute",
        message: `is missing: the key ${template.keyAttribute.name} is made of it ("${template.text}")`,
      })),
  );
  if (missing.length > 0) throw new ValidationError({ entity: model.name, issues: missing });
  return stored;
}

/** The key of the table for an item. */
export function storedKey(model: EntityModel, key: Readonly<Record<string, unknown>>): WireItem {
  const stored = storedKeyAttributes(model, key);
  return primaryKey(model, (name) => stored.get(name));
}

/** The attributes of a key as the program gave them, for errors. */
export function keyOf(
  model: EntityModel,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keyAttributeNames(model).map((name) => [name, values[name]]));
}

function invalid(model: EntityModel, name: string | undefined, message: string): ValidationError {
  return new ValidationError({
    entity: model.name,
    issues: [{ path: name === undefined ? [] : [name], code: "invalid_type", message }],
  });
}
