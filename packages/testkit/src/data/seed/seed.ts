import type { AnyTable } from "keywright";
import type { Creatable, InputOf } from "../factory/types.ts";

/** Data for the tables of a test, to be loaded: made by `seedOf`, `seedFromJson` or `seedFromExport`. */
export type Seed = InputsSeed | JsonSeed | ExportSeed;

export interface InputsSeed {
  readonly kind: "inputs";
  readonly entity: Creatable;
  readonly inputs: readonly object[];
}

export interface JsonSeed {
  readonly kind: "json";
  readonly file: string;
  readonly entities: readonly Creatable[];
}

export interface ExportSeed {
  readonly kind: "export";
  readonly file: string;
  readonly table: AnyTable;
}

/**
 * Items of an entity, as `create` takes them.
 *
 * @example
 * await loadSeed(dynamodb, [seedOf(User, [{ userId: "u1", name: "Ada" }]), seedOf(Task, factory(Task).buildMany(50))]);
 */
export function seedOf<E extends Creatable>(entity: E, inputs: readonly InputOf<E>[]): Seed {
  return { kind: "inputs", entity, inputs: inputs as readonly object[] };
}

/**
 * A JSON file with items as `create` takes them, by the names of their entities: `{ "User": [{ ... }], "Task": [{ ... }] }`. What
 * JSON lacks is written as text: dates like `"2026-05-01T09:00:00Z"`, binary as base64, exact and large numbers as digits; sets
 * are lists.
 *
 * @example
 * await loadSeed(dynamodb, seedFromJson("seed.json", [User, Task]));
 */
export function seedFromJson(file: string, entities: readonly Creatable[]): Seed {
  return { kind: "json", file, entities };
}

/**
 * Items as they are stored, in DynamoDB JSON: a file of an export to S3 or of `dumpTable`, plain or with gzip; a folder of such
 * files; or what `aws dynamodb scan` printed.
 *
 * @example
 * await loadSeed(dynamodb, seedFromExport("export/data", taskTable));
 */
export function seedFromExport(file: string, table: AnyTable): Seed {
  return { kind: "export", file, table };
}
