import { type EntityModel, type KeywrightError, ReadError, type WireItem } from "@keywright/schema";
import { ConditionFailedError } from "../../error/condition-failed-error.ts";
import type { ItemKey } from "../../error/entity-error.ts";
import { ItemExistsError } from "../../error/item-exists-error.ts";
import { ItemNotFoundError } from "../../error/item-not-found-error.ts";
import { OutcomeUnknownError } from "../../error/outcome-unknown-error.ts";
import { ShapeMismatchError } from "../../error/shape-mismatch-error.ts";
import { VersionConflictError } from "../../error/version-conflict-error.ts";
import type { PlanContext } from "../context.ts";
import type { ExpectedVersion } from "../expected-version.ts";
import { own } from "../own.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired, isOwn } from "../read/identity.ts";
import { type ShapeDemand, shapeMismatch } from "../stored-shape.ts";
import type { Failure } from "./write-plan.ts";

interface FailedWrite {
  readonly model: EntityModel;
  readonly key: ItemKey;
  readonly verb: string;
  readonly context: PlanContext;
  /** The version that the condition demanded. */
  readonly expected?: ExpectedVersion | undefined;
  /** Whether the condition demanded an item that exists. */
  readonly mustExist?: boolean;
  /** What the condition demanded of the shape of the item. */
  readonly shape?: ShapeDemand | undefined;
}

/** Says why the condition of a write was false, from the item that was stored. */
export function explainFailure(write: FailedWrite, stored: WireItem | undefined): KeywrightError {
  const { model, key, verb, context, expected, mustExist, shape } = write;
  const entity = model.name;
  const expired = stored !== undefined && isExpired(model, stored, context.now);
  if ((mustExist || expected !== undefined) && (stored === undefined || expired)) {
    return new ItemNotFoundError({ entity, key, verb, expired });
  }
  const { item, cause } = readStored(model, stored, context);
  if (expected !== undefined && stored !== undefined && !matches(model, stored, expected)) {
    const actual = storedVersion(model, stored);
    return new VersionConflictError({ entity, key, verb, expected: expected.version, actual, item, cause });
  }
  const mismatch = shape && stored && shapeMismatch(model, shape, stored);
  if (mismatch) return new ShapeMismatchError({ entity, key, verb, ...mismatch, item, cause });
  return new ConditionFailedError({ entity, key, verb, item, cause });
}

/** What `create` found where nothing should have been. */
export function explainExisting(
  { model, key, context }: Pick<FailedWrite, "model" | "key" | "context">,
  stored: WireItem | undefined,
): KeywrightError {
  return new ItemExistsError({ entity: model.name, key, ...readStored(model, stored, context) });
}

/** Whether the stored item carries this write mark: it was written by the request that the mark was made for. */
export function hasMark(
  model: EntityModel,
  stored: WireItem | undefined,
  mark: string | undefined,
): stored is WireItem {
  const found = model.version && stored && own(stored, model.version.mark);
  return mark !== undefined && found !== undefined && "S" in found && found.S === mark;
}

/** A write that recognises itself, of which what was stored before is wanted: that is overwritten. */
export function lostAnswer(model: EntityModel, verb: string): Failure {
  return { kind: "error", error: new OutcomeUnknownError({ subject: `${model.name}.${verb}`, written: true }) };
}

function matches(model: EntityModel, stored: WireItem, expected: ExpectedVersion): boolean {
  if (storedVersion(model, stored) !== expected.version) return false;
  return expected.mark === undefined || hasMark(model, stored, expected.mark);
}

function storedVersion(model: EntityModel, stored: WireItem): number | undefined {
  const version = model.version && own(stored, model.version.attribute);
  return version !== undefined && "N" in version ? Number(version.N) : undefined;
}

// The write failed for its condition. That the stored item cannot be read either must not hide that.
function readStored(
  model: EntityModel,
  stored: WireItem | undefined,
  context: PlanContext,
): { readonly item: unknown; readonly cause?: unknown } {
  if (stored === undefined || !isOwn(model, stored)) return { item: undefined };
  try {
    return { item: decodeItem(model, stored, context.readMode) };
  } catch (error) {
    if (ReadError.isInstance(error)) return { item: undefined, cause: error };
    throw error;
  }
}
