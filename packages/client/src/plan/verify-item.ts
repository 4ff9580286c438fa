import {
  type EntityModel,
  type Issue,
  type KeywrightError,
  ReadError,
  ValidationError,
  type WireItem,
} from "@keywright/schema";
import { own } from "./own.ts";
import { decodeItem } from "./read/decode.ts";
import { hasKey, typeOf } from "./read/identity.ts";
import { withKeyValues } from "./read/key-values.ts";
import { sameValue } from "./same-value.ts";
import { knownNames } from "./unknown-attributes.ts";
import { keysOf } from "./write/whole-item.ts";

/** What does not fit the model in a stored item of an entity. */
export type Misfit =
  | {
      /** The type attributes and the keys do not agree on whose it is; or the item lacks a type attribute. */
      readonly kind: "type";
      readonly attributes: readonly string[];
      readonly problem: "keys-differ" | "type-differs" | "type-missing";
    }
  | {
      /** The item cannot be read by the schema. */
      readonly kind: "schema";
      readonly issues: readonly Issue[];
    }
  | {
      /** Key attributes of the table or of an index are not what the attributes of the item say. */
      readonly kind: "keys";
      readonly attributes: readonly string[];
      /** Why the keys could not be made, where an attribute cannot be part of one. */
      readonly issues: readonly Issue[];
    };

export interface VerifiedItem {
  readonly misfits: readonly Misfit[];
  /** Names in the table of attributes that the schema does not have. */
  readonly unknown: readonly string[];
}

/** Judges a stored item that is of the entity. */
export function verifyItem(model: EntityModel, stored: WireItem): VerifiedItem {
  const misfits: Misfit[] = [];
  const missing = model.typeAttributes.filter(({ name }) => own(stored, name) === undefined);
  if (missing.length > 0) {
    misfits.push({ kind: "type", attributes: missing.map(({ name }) => name), problem: "type-missing" });
  }
  let item: object = {};
  try {
    item = decodeItem(model, stored, "strict");
  } catch (error) {
    misfits.push({ kind: "schema", issues: issuesOf(error) });
  }
  const keys = wrongKeys(model, stored);
  if (keys) misfits.push(keys);
  const known = knownNames(model);
  const unknown = Object.keys(stored).filter((name) => !known.has(name) && !Object.hasOwn(item, name));
  return { misfits, unknown };
}

function wrongKeys(model: EntityModel, stored: WireItem): Misfit | undefined {
  const templates = [
    ...model.key,
    ...[...model.indexes.values()].flatMap(({ partition, sort }) => [...partition, ...sort]),
  ];
  const names = [...new Set(templates.map(({ keyAttribute }) => keyAttribute.name))];
  try {
    const right = keysOf(model, withKeyValues(model, stored));
    const attributes = names.filter((name) => !sameValue(own(stored, name), own(right, name)));
    return attributes.length === 0 ? undefined : { kind: "keys", attributes, issues: [] };
  } catch (error) {
    return { kind: "keys", attributes: [], issues: issuesOf(error) };
  }
}

function issuesOf(error: unknown): readonly Issue[] {
  if (ReadError.isInstance(error) || ValidationError.isInstance(error)) return error.issues;
  throw error as KeywrightError;
}

/** Why an item that looks like one of the entity is not taken for one. */
export function nearMiss(model: EntityModel, stored: WireItem): Misfit | undefined {
  const type = typeOf(model, stored);
  if (type === "own") {
    const wrong = model.key.filter((template) => !hasKey(template, stored, type));
    if (wrong.length === 0) return undefined;
    return { kind: "type", attributes: wrong.map(({ keyAttribute }) => keyAttribute.name), problem: "keys-differ" };
  }
  if (type === "unknown" || !model.key.every((template) => hasKey(template, stored, "unknown"))) return undefined;
  return { kind: "type", attributes: model.typeAttributes.map(({ name }) => name), problem: "type-differs" };
}
