import type { AnyEntity, AnyTable } from "keywright";
import { didYouMean } from "../arguments/did-you-mean.ts";
import { Problem } from "../world/problem.ts";

/** Tables and entities of the user's files. */
export interface Model {
  readonly tables: readonly AnyTable[];
  readonly entities: readonly AnyEntity[];
}

/** Finds tables and entities among exports, also in lists and objects; tables of entities, too. */
export function findModel(exported: Readonly<Record<string, unknown>>): Model {
  const tables = new Map<string, AnyTable>();
  const entities = new Map<string, AnyEntity>();
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null) return;
    if (isTable(value)) tables.set(value.model.name, value);
    else if (isEntity(value)) entities.set(value.name, value);
    else if (depth > 0 && (Array.isArray(value) || isPlain(value))) {
      for (const inner of Object.values(value)) look(inner, depth - 1);
    }
  };
  for (const value of Object.values(exported)) look(value, 1);
  for (const { model } of entities.values()) {
    for (const table of [model.table, ...(model.unique ? [model.unique.table] : [])]) {
      if (!tables.has(table.name)) tables.set(table.name, { model: table, "~entities": new Map() });
    }
  }
  return { tables: [...tables.values()], entities: [...entities.values()] };
}

function isTable(value: object): value is AnyTable {
  return "~entities" in value && "model" in value;
}

function isEntity(value: object): value is AnyEntity {
  if (!("model" in value && "name" in value && typeof value.name === "string")) return false;
  const { model } = value;
  return typeof model === "object" && model !== null && "table" in model && "codec" in model;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The entities with these names. */
export function entitiesNamed(model: Model, names: readonly string[]): readonly AnyEntity[] {
  return names.map((name) => named("entity", "entities", model.entities, ({ name }) => name, name));
}

/** The tables with these names of the model; all where none is named. */
export function tablesNamed(model: Model, names: readonly string[]): readonly AnyTable[] {
  if (names.length === 0) return model.tables;
  return names.map((name) => named("table", "tables", model.tables, (table) => table.model.name, name));
}

function named<T>(kind: string, kinds: string, all: readonly T[], nameOf: (each: T) => string, name: string): T {
  const found = all.find((each) => nameOf(each) === name);
  if (found !== undefined) return found;
  const names = all.map(nameOf);
  const hint = names.length === 0 ? `The model has no ${kinds}.` : `The model has ${names.join(", ")}.`;
  throw new Problem(`There is no ${kind} '${name}'.${didYouMean(name, names)}`, { hint });
}
