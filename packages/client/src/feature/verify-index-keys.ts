import { type KeywrightError, ValidationError, type WireItem } from "@keywright/schema";
import type { AnyEntity } from "../definition/entity.ts";
import { ConditionFailedError } from "../error/condition-failed-error.ts";
import type { Runtime, Subject } from "../execute/runtime.ts";
import { executeWrite } from "../execute/write.ts";
import { rawKey } from "../plan/read/decode.ts";
import { isOwn } from "../plan/read/identity.ts";
import { planKeyRepair, wrongIndexKeys } from "../plan/write/repair-keys.ts";
import { singleWrite } from "../plan/write/write-plan.ts";
import type { Database } from "./database.ts";
import { scanTable } from "./scan-table.ts";

/** An item whose index keys are not what its attributes say. */
export interface WrongIndexKeys {
  /** The key of the item in the table. */
  readonly key: Readonly<Record<string, unknown>>;
  /** Names of the index key attributes that are missing, stale or too many. */
  readonly attributes: readonly string[];
  /** `changed`: somebody wrote the item meanwhile; check again. `unfixable`: an attribute cannot be part of a key. */
  readonly outcome: "found" | "fixed" | "changed" | "unfixable";
  readonly error?: KeywrightError;
}

/** How far a verification has come, and what it found. */
export interface IndexKeysReport {
  /** Items of the entity that were looked at. */
  readonly checked: number;
  /** Items that were read and are not of the entity. */
  readonly skipped: number;
  readonly wrong: readonly WrongIndexKeys[];
}

export interface VerifyIndexKeysOptions {
  /** Writes the keys that are wrong; finds them only by default. */
  readonly fix?: boolean;
  /** Called after each page. */
  readonly onProgress?: (report: IndexKeysReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Compares the index keys of all stored items of an entity with its templates, and writes them where they differ: for items
 * that were there before an index, or that others wrote. Safe beside other writers: each fix is made on condition that
 * the attributes are still the ones that were read.
 *
 * DynamoDB: `Scan` of the whole table, consistently; an `UpdateItem` for each fix.
 *
 * @example
 * const { checked, wrong } = await verifyIndexKeys(db, Task, { fix: true });
 */
export async function verifyIndexKeys(
  db: Database,
  entity: AnyEntity,
  { fix = false, onProgress, signal }: VerifyIndexKeysOptions = {},
): Promise<IndexKeysReport> {
  const runtime = db["~runtime"];
  const subject = { entity: entity.name, verb: "verifyIndexKeys" };
  const wrong: WrongIndexKeys[] = [];
  let checked = 0;
  let skipped = 0;
  for await (const items of scanTable(runtime, subject, entity, signal)) {
    for (const item of items) {
      if (!isOwn(entity.model, item)) {
        skipped++;
        continue;
      }
      checked++;
      const found = await verifyItem(runtime, subject, entity, item, fix, signal);
      if (found) wrong.push(found);
    }
    onProgress?.({ checked, skipped, wrong: [...wrong] });
  }
  return { checked, skipped, wrong };
}

async function verifyItem(
  runtime: Runtime,
  subject: Subject,
  { model }: AnyEntity,
  item: WireItem,
  fix: boolean,
  signal: AbortSignal | undefined,
): Promise<WrongIndexKeys | undefined> {
  const key = rawKey(model, item);
  let attributes: readonly string[] = [];
  try {
    const templates = wrongIndexKeys(model, item);
    if (templates.length === 0) return undefined;
    attributes = templates.map(({ keyAttribute }) => keyAttribute.name);
    if (!fix) return { key, attributes, outcome: "found" };
    const context = runtime.context();
    const repair = singleWrite(planKeyRepair(model, item, templates, context), context);
    await executeWrite(runtime, subject, repair, signal);
    return { key, attributes, outcome: "fixed" };
  } catch (error) {
    if (ConditionFailedError.isInstance(error)) return { key, attributes, outcome: "changed", error };
    if (ValidationError.isInstance(error)) return { key, attributes, outcome: "unfixable", error };
    throw error;
  }
}
