import type { WireItem } from "@keywright/schema";
import type { AnyEntity } from "../definition/entity.ts";
import { rawKey } from "../plan/read/decode.ts";
import { isOwn } from "../plan/read/identity.ts";
import { refuse } from "../plan/refuse.ts";
import { type Misfit, nearMiss, verifyItem } from "../plan/verify-item.ts";
import type { Database } from "./database.ts";
import { scanTable } from "./scan-table.ts";

/** A stored item that does not fit a model, and why. Holds names and paths, and of the item its key alone. */
export type ModelFinding = Misfit & {
  readonly entity: string;
  /** The key of the item in the table. */
  readonly key: Readonly<Record<string, unknown>>;
};

/** How far a verification has come, and what it found. */
export interface ModelReport {
  /** Items that were read. */
  readonly read: number;
  /** Whether the whole table was read. */
  readonly complete: boolean;
  /** Items of each entity. */
  readonly own: Readonly<Record<string, number>>;
  /** Items that are of none of the entities, and keys of some of them. */
  readonly foreign: { readonly count: number; readonly examples: readonly Readonly<Record<string, unknown>>[] };
  /** How many items do not fit, by reason. */
  readonly misfits: Readonly<Record<Misfit["kind"], number>>;
  /** The first of the items that do not fit. */
  readonly findings: readonly ModelFinding[];
  /** Attributes of the items that the schema does not have, and how many items have them, by entity. */
  readonly unknownAttributes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface VerifyModelOptions {
  /** How many items to read, 1,000 by default; `"all"` reads the whole table. */
  readonly sample?: number | "all";
  /** How many findings, and how many keys of foreign items, to keep; 100 by default. All are counted. */
  readonly examples?: number;
  /** Called after each page. */
  readonly onProgress?: (report: ModelReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads a sample of a table and reports what does not fit the model: items that belong to none of the entities, items that
 * the schema cannot read, keys and index keys that are not what the attributes say, type attributes that do not agree with
 * keys, and attributes that the schema does not have. Writes nothing. For tables that another program wrote, before a first
 * write to them.
 *
 * DynamoDB: `Scan`, eventually consistent. The sample is what DynamoDB reads first, in the order of hashed partition keys.
 *
 * @param entities an entity, or all those of a table: then an item is foreign that is of none of them
 * @throws ValidationError for entities of several tables, or a sample that is no number
 *
 * @example
 * const { misfits, findings, foreign } = await verifyModel(db, [Task, Comment], { sample: 10_000 });
 */
export async function verifyModel(
  db: Database,
  entities: AnyEntity | readonly AnyEntity[],
  { sample = 1_000, examples = 100, onProgress, signal }: VerifyModelOptions = {},
): Promise<ModelReport> {
  const all = "model" in entities ? [entities] : entities;
  const [first] = all;
  if (first === undefined) throw new TypeError("verifyModel takes an entity, or a list of entities of one table");
  check(first, all, sample);
  const runtime = db["~runtime"];
  const subject = { entity: all.map(({ name }) => name).join(", "), verb: "verifyModel" };
  const tally = createTally(all, examples);
  const limit = sample === "all" ? Number.POSITIVE_INFINITY : sample;
  for await (const items of scanTable(runtime, subject, first, signal, { consistent: false, limit })) {
    for (const item of items) tally.add(item);
    onProgress?.(tally.report(false));
  }
  return tally.report(tally.count() < limit);
}

function check(first: AnyEntity, all: readonly AnyEntity[], sample: number | "all"): void {
  const other = all.find(({ model }) => model.table.name !== first.model.table.name);
  if (other) {
    const message = `are of several tables, ${first.model.table.name} and ${other.model.table.name}: verify each table by itself`;
    throw refuse(first.model, ["entities"], "invalid_option", message);
  }
  if (sample !== "all" && !(Number.isSafeInteger(sample) && sample > 0)) {
    throw refuse(first.model, ["sample"], "invalid_option", 'must be a whole number from 1, or "all"');
  }
}

interface Tally {
  add(item: WireItem): void;
  count(): number;
  report(complete: boolean): ModelReport;
}

function createTally(entities: readonly AnyEntity[], examples: number): Tally {
  let read = 0;
  let foreign = 0;
  const strangers: Record<string, unknown>[] = [];
  const own = new Map(entities.map(({ name }) => [name, 0]));
  const misfits = { type: 0, schema: 0, keys: 0 };
  const findings: ModelFinding[] = [];
  const unknown = new Map(entities.map(({ name }) => [name, new Map<string, number>()]));
  const note = ({ name, model }: AnyEntity, item: WireItem, misfit: Misfit): void => {
    misfits[misfit.kind]++;
    if (findings.length < examples) findings.push({ entity: name, key: rawKey(model, item), ...misfit });
  };
  return {
    add(item) {
      read++;
      const owner = entities.find(({ model }) => isOwn(model, item));
      if (owner === undefined) {
        foreign++;
        const [some] = entities;
        if (some && strangers.length < examples) strangers.push(rawKey(some.model, item));
        for (const entity of entities) {
          const misfit = nearMiss(entity.model, item);
          if (misfit) note(entity, item, misfit);
        }
        return;
      }
      own.set(owner.name, (own.get(owner.name) ?? 0) + 1);
      const verified = verifyItem(owner.model, item);
      for (const misfit of verified.misfits) note(owner, item, misfit);
      const counts = unknown.get(owner.name);
      for (const name of verified.unknown) counts?.set(name, (counts.get(name) ?? 0) + 1);
    },
    count: () => read,
    report: (complete) => ({
      read,
      complete,
      own: Object.fromEntries(own),
      foreign: { count: foreign, examples: [...strangers] },
      misfits: { ...misfits },
      findings: [...findings],
      unknownAttributes: Object.fromEntries([...unknown].map(([name, counts]) => [name, Object.fromEntries(counts)])),
    }),
  };
}
