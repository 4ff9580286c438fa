import type { StoredTransform } from "@keywright/schema";
import { type EntityModel, shapeNumber, transformItem, upgradeItem, type WireItem } from "@keywright/schema";
import { ShapeMismatchError } from "../../error/shape-mismatch-error.ts";
import { rawKey } from "../read/decode.ts";
import { shapeMismatch } from "../stored-shape.ts";
import type { Rewrite } from "./rewrite-item.ts";

/** Items of earlier shapes in that of today; those of today, and of a newer version of the program, are left alone. */
export function upgradeOf(model: EntityModel): Rewrite {
  return {
    model,
    verb: "upgradeItems",
    wanted: (stored) => (isCurrent(model, stored) ? undefined : upgradeItem(model, stored)),
  };
}

/** Every item as a put would store it today, and changed by a function of the program where there is one. */
export function transformOf(model: EntityModel, verb: string, transform: StoredTransform | undefined): Rewrite {
  return {
    model,
    verb,
    wanted(stored) {
      const mismatch = shapeMismatch(model, "replaceable", stored);
      if (mismatch) {
        throw new ShapeMismatchError({
          entity: model.name,
          key: rawKey(model, stored),
          verb,
          ...mismatch,
          item: undefined,
        });
      }
      const upgraded = upgradeItem(model, stored);
      return transform ? transformItem(model, upgraded, transform) : upgraded;
    },
  };
}

/** Whether a stored item needs no upgrade. One that a newer version of the program wrote is left alone. */
export function isCurrent(model: EntityModel, stored: WireItem): boolean {
  return (shapeNumber(model, stored) ?? 0) >= (model.upgrade?.steps.length ?? 0);
}
