import { define } from "../codec/property.ts";
import type { Issue } from "../error/issue.ts";
import { ValidationError } from "../error/validation-error.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { checkSortLength } from "./length.ts";
import { type StoredValues, tryRender } from "./render.ts";
import type { KeyedModel, KeyTemplate } from "./template.ts";

/** What a write does to key attributes of indexes. */
export interface KeyPlan {
  readonly set: WireItem;
  readonly remove: readonly string[];
  /** To be set where the item has none: made from values that are themselves set only where the item has none. */
  readonly setIfAbsent: WireItem;
}

/** What a write does to attributes, by their names in the program; values are in stored form. */
export interface KeyChange {
  /** Attributes known from the item's key. */
  readonly key: ReadonlyMap<string, AttributeValue>;
  readonly set: ReadonlyMap<string, AttributeValue>;
  readonly removed: ReadonlySet<string>;
  /** Attributes that the request makes sure of by a condition; `undefined` where they must be absent. */
  readonly known: ReadonlyMap<string, AttributeValue | undefined>;
  /** Attributes whose new value the service computes. */
  readonly computed: ReadonlySet<string>;
  /** Values that are set only where the item has none. */
  readonly ifAbsent: ReadonlyMap<string, AttributeValue>;
  /** Whether the write may create the item, so that keys must be written that an item there already has. */
  readonly mayCreate: boolean;
}

/**
 * The primary key of an item.
 *
 * @throws ValidationError where an attribute of it is absent, or a value cannot stand in a key
 */
export function primaryKey(model: KeyedModel, stored: StoredValues): WireItem {
  const key: WireItem = {};
  addPrimaryKey(model, stored, key);
  return key;
}

function addPrimaryKey(model: KeyedModel, stored: StoredValues, key: WireItem): void {
  const issues: Issue[] = [];
  for (const template of model.key) {
    const value = tryRender(template, stored, issues, model.name);
    if (value) {
      define(key, template.keyAttribute.name, value);
      continue;
    }
    for (const attribute of template.attributes) {
      const part = template.parts.find((each) => each.kind === "value" && each.attribute === attribute);
      if (part?.kind !== "value" || stored(attribute, part.storedName) !== undefined) continue;
      const message = `is missing: the key attribute ${template.keyAttribute.name} ('${template.text}') is made of it`;
      issues.push({ path: [attribute], code: "missing_key_attribute", message });
    }
  }
  fail(model, issues);
}

/**
 * Every key attribute of an item that is written as a whole: the primary key, and the keys of indexes whose attributes it has.
 * They are added to `keys`, which may be the item itself.
 *
 * @throws ValidationError
 * @throws LimitError where a key is too long
 */
export function allKeys(model: KeyedModel, stored: StoredValues, keys: WireItem = {}): WireItem {
  addPrimaryKey(model, stored, keys);
  const issues: Issue[] = [];
  for (const template of indexTemplates(model)) {
    const value = tryRender(template, stored, issues, model.name);
    if (value) define(keys, template.keyAttribute.name, value);
  }
  fail(model, issues);
  for (const { sort } of model.indexes.values()) checkSortLength(sort, (name) => keys[name], model.name);
  return keys;
}

/**
 * What a change of attributes does to the key attributes of indexes, so that they stay what `allKeys` would make of the item.
 * Key attributes that are plain attributes are not part of it: writing the attribute writes them.
 *
 * @throws ValidationError where a key cannot be told without an attribute that is neither changed nor known, or the service
 * would compute an attribute that a template uses
 */
export function changedKeys(model: KeyedModel, change: KeyChange): KeyPlan {
  const issues: Issue[] = [];
  const set: WireItem = {};
  const setIfAbsent: WireItem = {};
  const remove: string[] = [];
  for (const template of indexTemplates(model)) {
    const { attributes, keyAttribute } = template;
    if (template.own) {
      // The attribute's own write does it; the value must be fit for a key all the same.
      tryRender(template, (name) => change.set.get(name) ?? change.ifAbsent.get(name), issues, model.name);
      continue;
    }
    if (!isTouched(attributes, change)) {
      if (!change.mayCreate || !attributes.every((name) => change.key.has(name))) continue;
    } else if (isTold(attributes, change)) {
      const value = tryRender(template, (name) => change.set.get(name) ?? change.key.get(name), issues, model.name);
      if (value) define(set, keyAttribute.name, value);
      continue;
    }
    const { known, computed, ifAbsent } = change;
    const sure = (name: string): AttributeValue | undefined =>
      change.set.get(name) ??
      change.key.get(name) ??
      known.get(name) ??
      (known.has(name) ? ifAbsent.get(name) : undefined);
    const absent = (name: string): boolean =>
      change.removed.has(name) || (known.has(name) && !computed.has(name) && sure(name) === undefined);
    if (attributes.some(absent)) {
      remove.push(keyAttribute.name);
      continue;
    }
    const unforeseen = attributes.filter((name) => computed.has(name));
    if (unforeseen.length > 0) {
      issues.push(...unforeseen.map((name) => computedIssue(template, name, change.mayCreate)));
      continue;
    }
    const conditional = attributes.filter((name) => ifAbsent.has(name) && sure(name) === undefined);
    const missing = attributes.filter((name) => sure(name) === undefined && !ifAbsent.has(name));
    if (missing.length > 0) {
      issues.push(...missing.map((name) => missingIssue(template, name, change.mayCreate)));
    } else if (conditional.length === 0) {
      const value = tryRender(template, sure, issues, model.name);
      if (value) define(set, keyAttribute.name, value);
    } else if (attributes.some((name) => change.set.has(name) && !change.key.has(name))) {
      issues.push(...conditional.map((name) => missingIssue(template, name, change.mayCreate)));
    } else {
      const value = tryRender(template, (name) => sure(name) ?? ifAbsent.get(name), issues, model.name);
      if (value) define(setIfAbsent, keyAttribute.name, value);
    }
  }
  fail(model, issues);
  return { set, remove, setIfAbsent };
}

function isTouched(attributes: readonly string[], { set, removed, computed, ifAbsent }: KeyChange): boolean {
  for (const name of attributes) {
    if (set.has(name) || removed.has(name) || computed.has(name) || ifAbsent.has(name)) return true;
  }
  return false;
}

/** Whether all values are set or in the key, and nothing else is said of them: the usual case. */
function isTold(attributes: readonly string[], { set, key, removed, computed }: KeyChange): boolean {
  for (const name of attributes) {
    if (removed.has(name) || computed.has(name) || (!set.has(name) && !key.has(name))) return false;
  }
  return true;
}

const cache = new WeakMap<KeyedModel, readonly KeyTemplate[]>();

/** The templates of the indexes, once for each key attribute, without those of the primary key. */
function indexTemplates(model: KeyedModel): readonly KeyTemplate[] {
  let found = cache.get(model);
  if (found === undefined) {
    const templates = new Map<string, KeyTemplate>();
    for (const { partition, sort } of model.indexes.values()) {
      for (const template of [...partition, ...sort]) templates.set(template.keyAttribute.name, template);
    }
    for (const template of model.key) templates.delete(template.keyAttribute.name);
    found = [...templates.values()];
    cache.set(model, found);
  }
  return found;
}

function missingIssue({ keyAttribute, text }: KeyTemplate, name: string, mayCreate: boolean): Issue {
  const advice = mayCreate
    ? "give it a value in this write too"
    : "change it too, or pass it in `known` (which becomes a condition of the request)";
  const message = `is needed to make the index key ${keyAttribute.name} ('${text}'), of which another attribute changes: ${advice}`;
  return { path: [name], code: "incomplete_index_key", message };
}

function computedIssue({ keyAttribute, text }: KeyTemplate, name: string, mayCreate: boolean): Issue {
  const advice = mayCreate
    ? "no upsert knows it. Use create for a new item, and update with `expected` for one that is there"
    : "set it to a value, instead of letting DynamoDB compute it; where it is the version, pass `expected`";
  const message = `is part of the index key ${keyAttribute.name} ('${text}'), so its new value must be known here: ${advice}`;
  return { path: [name], code: "computed_index_key", message };
}

function fail(model: KeyedModel, issues: readonly Issue[]): void {
  const [first] = issues;
  if (first === undefined) return;
  const unique = issues.filter((issue, i) => issues.findIndex((other) => same(issue, other)) === i);
  throw new ValidationError({ entity: model.name, issues: unique });
}

function same(a: Issue, b: Issue): boolean {
  return a.message === b.message && a.path.join() === b.path.join();
}
