import type { EntityModel } from "@keywright/schema";
import type { Expected } from "../operation/description.ts";
import { own } from "./own.ts";
import { isPartial } from "./partial-mark.ts";
import { refuse } from "./refuse.ts";
import { markOf } from "./write-mark.ts";

/** What a write expects to find: a version and, where an item as it was read says it, a write mark. */
export interface ExpectedVersion {
  readonly version: number;
  readonly mark: string | undefined;
}

/**
 * Reads `expected`: a version number, or an item with its version and write mark.
 *
 * @throws ValidationError where the entity has no version, or what was passed has none
 */
export function expectedVersion(model: EntityModel, expected: Expected | undefined): ExpectedVersion | undefined {
  if (expected === undefined) return undefined;
  if (model.version === undefined) {
    throw refuse(
      model,
      ["expected"],
      "invalid_expected",
      'is given, but the entity has no version. Add `version: "version"` to its definition, or compare attributes in `where`',
    );
  }
  const { attribute } = model.version;
  const item = typeof expected === "object" && expected !== null ? expected : undefined;
  const version = item === undefined ? expected : own(item, attribute);
  if (typeof version !== "number" || !Number.isSafeInteger(version)) {
    const part = item !== undefined && isPartial(item) && version === undefined;
    const message = part
      ? `is a part of an item, read without its attribute ${attribute}: select that too, or pass an item that was read whole`
      : `must be an item that was read, with its attribute ${attribute}, or that number`;
    throw refuse(model, ["expected"], "invalid_expected", message);
  }
  return { version, mark: item && markOf(item) };
}
