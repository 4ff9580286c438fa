import { readFile } from "node:fs/promises";
import { type AnyTable, LimitError, ValidationError } from "keywright";
import { unobserved } from "../../network/unobserved.ts";
import type { TestDynamoDB } from "../../tables/start-dynamodb.ts";
import { type Created, createdBy } from "../factory/created.ts";
import { variantsOf } from "../factory/overrides.ts";
import type { Creatable } from "../factory/types.ts";
import { invalid } from "../stored/invalid.ts";
import type { PlacedItem } from "../stored/read-items.ts";
import type { DataOptions } from "../stored/store.ts";
import { isRecord } from "../stored/wire-json.ts";
import { checkEach, checkedItems, writeItems } from "../stored/write-items.ts";
import { type Claiming, claimsOf, writeClaims } from "./claims.ts";
import { valueFromJson } from "./from-json.ts";
import type { InputsSeed, JsonSeed, Seed } from "./seed.ts";

/** Where a seed is loaded into: what `startDynamoDB` gives. */
export type SeedTarget = Pick<TestDynamoDB, "client" | "tableNames" | "clock">;

/**
 * Loads data into the tables of a test. Items of entities get what `create` gives them: defaults, keys, a first version, the
 * time of the test's clock, and claims of their unique attributes. Stored items of an export are written as they are. What is
 * there under the same key is replaced, and its claims are given free.
 *
 * All inputs are checked before the first is written; exports are checked and written item by item. Requests are
 * `BatchWriteItem`, repeated for what was left unprocessed, and where items have unique attributes a `Scan` before; they meet no
 * faults and are not recorded. Gives how many items were written.
 *
 * @throws {TestkitError} `seed-invalid`, naming file, line or item, and attribute.
 *
 * @example
 * await loadSeed(dynamodb, [seedOf(User, [{ userId: "u1", name: "Ada" }]), seedFromExport("tasks.json.gz", taskTable)]);
 */
export function loadSeed(
  dynamodb: SeedTarget,
  seed: Seed | readonly Seed[],
  options: DataOptions = {},
): Promise<{ readonly items: number }> {
  return unobserved(async () => {
    const written = { items: 0 };
    const seeds: readonly Seed[] = "kind" in seed ? [seed] : seed;
    const inputs = await Promise.all(seeds.map((each) => (each.kind === "export" ? [] : inputsOf(each))));
    const { tables, claiming } = prepare(inputs.flat(), dynamodb);
    const claims = await claimsOf(dynamodb, claiming, dynamodb.clock.now());
    for (const each of claims) await writeClaims(dynamodb, each, options);
    for (const [table, items] of tables) await writeItems(dynamodb, table, items, options, written);
    for (const each of seeds) {
      if (each.kind !== "export") continue;
      const { table, file } = each;
      await writeItems(dynamodb, table, checkedItems(table, { file }), options, written);
    }
    return written;
  });
}

interface Input {
  readonly entity: Creatable;
  readonly input: unknown;
  readonly place: string;
}

async function inputsOf(seed: InputsSeed | JsonSeed): Promise<readonly Input[]> {
  if (seed.kind === "inputs") {
    const { entity } = seed;
    return seed.inputs.map((input, i) => ({ entity, input, place: `Item ${i + 1} of '${entity.name}'` }));
  }
  const { file, entities } = seed;
  const json = await readJson(file);
  return Object.entries(json).flatMap(([name, items]) => {
    const entity = entities.find((each) => each.name === name);
    if (!entity) {
      const known = entities.map((each) => `'${each.name}'`).join(", ");
      throw invalid(file, `no entity of the seed has the name '${name}'; they are ${known}`);
    }
    if (!Array.isArray(items)) throw invalid(file, `what stands under '${name}' is no list of items`);
    return items.map((item: unknown, i) => ({
      entity,
      input: inputFromJson(entity, item),
      place: `${file}, item ${i + 1} of '${name}'`,
    }));
  });
}

async function readJson(file: string): Promise<{ readonly [name: string]: unknown }> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw invalid(file, "the file cannot be read", error);
  });
  try {
    const json: unknown = JSON.parse(text);
    if (isRecord(json)) return json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(file, `this is no JSON: ${error.message}`, error);
  }
  throw invalid(file, 'this has no items by the names of entities: { "Task": [{ ... }] }');
}

function inputFromJson({ model }: Creatable, json: unknown): unknown {
  const [only, ...others] = variantsOf(model.root);
  return valueFromJson(only && others.length === 0 ? only : model.root, json);
}

interface Prepared {
  /** What is stored for each input, by table. */
  readonly tables: ReadonlyMap<AnyTable, readonly PlacedItem[]>;
  /** What has unique attributes. */
  readonly claiming: readonly Claiming[];
}

function prepare(inputs: readonly Input[], { clock }: Pick<SeedTarget, "clock">): Prepared {
  const tables = new Map<
    string,
    { readonly table: AnyTable; readonly items: PlacedItem[]; check(item: PlacedItem): void }
  >();
  const claiming: Claiming[] = [];
  const now = clock.now();
  for (const { entity, input, place } of inputs) {
    const { table: model } = entity.model;
    let known = tables.get(model.name);
    if (!known) {
      const table: AnyTable = { model, "~entities": new Map() };
      known = { table, items: [], check: checkEach(table) };
      tables.set(model.name, known);
    }
    const { item, claims } = storedBy(entity, input, place, now);
    const placed = { item, place };
    known.check(placed);
    known.items.push(placed);
    if (entity.model.unique) claiming.push({ ...placed, model: entity.model, claims });
  }
  return { tables: new Map([...tables.values()].map(({ table, items }) => [table, items])), claiming };
}

function storedBy(entity: Creatable, input: unknown, place: string, now: Date): Created {
  try {
    return createdBy(entity, input, { now });
  } catch (error) {
    if (ValidationError.isInstance(error)) {
      const issues = error.issues.map(({ path, message }) => `'${path.join(".")}' ${message}`);
      throw invalid(place, issues.join("; "), error);
    }
    if (LimitError.isInstance(error)) throw invalid(place, error.message, error);
    throw error;
  }
}
