import { marshalOpen, unmarshalOpen } from "../codec/open.ts";
import { define } from "../codec/property.ts";
import type { Issue } from "../error/issue.ts";
import { ReadError } from "../error/read-error.ts";
import { primaryKeyAttributes } from "../table/model.ts";
import { isRecord } from "../table/problems.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import type { EntityModel } from "./model.ts";
import type { StoredAttributes } from "./upgrade.ts";

/** How many upgrade steps a stored item has behind it; `undefined` of an entity without steps. An item that says nothing has none. */
export function shapeNumber({ upgrade }: EntityModel, stored: WireItem): number | undefined {
  if (upgrade === undefined) return undefined;
  const value = Object.hasOwn(stored, upgrade.attribute) ? stored[upgrade.attribute] : undefined;
  const number = value !== undefined && "N" in value ? Number(value.N) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}

/**
 * A stored item in the shape of today: taken through the upgrade steps that it does not have behind it. The item itself
 * where there are none. Its primary key, version and write mark stay as they are.
 *
 * @throws ReadError where a step throws, or gives what cannot be stored
 */
export function upgradeItem(model: EntityModel, stored: WireItem): WireItem {
  const from = shapeNumber(model, stored);
  if (model.upgrade === undefined || from === undefined || from >= model.upgrade.steps.length) return stored;
  const { attribute, steps } = model.upgrade;
  let values: StoredAttributes = plain(stored);
  for (const [i, step] of steps.entries()) {
    const name = `The upgrade step from shape ${i} to ${i + 1}`;
    if (i >= from) values = checked(model, stored, name, runStep(model, stored, name, step, values));
  }
  const upgraded = wireOf(model, stored, values);
  define(upgraded, attribute, { N: String(steps.length) } satisfies AttributeValue);
  checkKeyAttributes(model, stored, upgraded, "the upgrade steps change it. A step leaves");
  return upgraded;
}

/**
 * A change of stored attributes that is made once, of many items: like an upgrade step, but it may leave an item as it is, by
 * giving nothing.
 */
export type StoredTransform = (stored: StoredAttributes) => StoredAttributes | undefined;

/**
 * A stored item with its attributes transformed. Its primary key, version, write mark and number of shape stay as they are.
 *
 * @throws ReadError where the transform throws, or gives what cannot be stored
 */
export function transformItem(model: EntityModel, stored: WireItem, transform: StoredTransform): WireItem {
  const name = "The transform";
  const given = runStep(model, stored, name, transform, plain(stored));
  if (given === undefined) return stored;
  const transformed = wireOf(model, stored, checked(model, stored, name, given));
  const shape = model.upgrade?.attribute;
  if (shape !== undefined && Object.hasOwn(stored, shape)) define(transformed, shape, stored[shape]);
  checkKeyAttributes(model, stored, transformed, "the transform changes it. It leaves");
  return transformed;
}

function wireOf(model: EntityModel, stored: WireItem, values: StoredAttributes): WireItem {
  const issues: Issue[] = [];
  const wire: WireItem = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) define(wire, name, marshalOpen(value, [name], issues));
  }
  if (issues.length > 0) throw failure(model, stored, issues);
  for (const name of fixedNames(model)) {
    if (Object.hasOwn(stored, name)) define(wire, name, stored[name]);
    else delete wire[name];
  }
  return wire;
}

function runStep(
  model: EntityModel,
  stored: WireItem,
  name: string,
  step: StoredTransform,
  values: StoredAttributes,
): unknown {
  try {
    return step(values);
  } catch (cause) {
    throw failure(model, stored, [stepIssue(`${name} threw an error, which is the cause of this one`)], cause);
  }
}

function checked(model: EntityModel, stored: WireItem, name: string, result: unknown): StoredAttributes {
  if (isRecord(result) && !Array.isArray(result) && typeof result.then !== "function") return result;
  const message = `${name} must give an object of stored attributes, and at once: a step is no async function`;
  throw failure(model, stored, [stepIssue(message)]);
}

function stepIssue(message: string): Issue {
  return { path: [], code: "upgrade_failed", message };
}

// Reading an item under one key and writing it under another would make two of it.
function checkKeyAttributes(model: EntityModel, stored: WireItem, upgraded: WireItem, who: string): void {
  const names = new Set(model.key.flatMap((template) => template.attributes));
  const issues: Issue[] = [];
  for (const name of names) {
    const storedName = model.attributes.get(name)?.storedName ?? name;
    if (!Object.hasOwn(stored, storedName)) continue;
    const [before, after] = [stored, upgraded].map((item) => JSON.stringify(item[storedName]));
    if (before === after) continue;
    const message = `is part of the primary key, and ${who} these attributes alone`;
    issues.push({ path: [name], code: "upgrade_failed", message });
  }
  if (issues.length > 0) throw failure(model, stored, issues);
}

/** What no step decides: where the item lies, and which write it is of. */
function fixedNames({ table, version }: EntityModel): readonly string[] {
  const keys = primaryKeyAttributes(table).map(({ name }) => name);
  return version === undefined ? keys : [...keys, version.attribute, version.mark];
}

function failure(model: EntityModel, stored: WireItem, issues: readonly Issue[], cause?: unknown): ReadError {
  const names = primaryKeyAttributes(model.table).map(({ name }) => name);
  const key = Object.fromEntries(names.map((name) => [name, Object.values(stored[name] ?? {})[0]]));
  return new ReadError({ entity: model.name, key, issues, cause });
}

function plain(stored: WireItem): StoredAttributes {
  const values = {};
  for (const [name, value] of Object.entries(stored)) define(values, name, unmarshalOpen(value));
  return values;
}
