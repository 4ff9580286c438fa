import type { EntityModel, TableModel } from "keywright";
import type { KeyCondition } from "../keys/key-condition.ts";
import type { Need, Within } from "../operation/needs.ts";

/** That requests of an entity do something to a table or an index. */
export interface Grant {
  readonly action: string;
  readonly model: EntityModel;
  readonly table: TableModel;
  readonly index?: string;
  readonly within?: Within;
  readonly whole: boolean;
  readonly keys?: KeyCondition;
  /** Names in the table that requests may mention. */
  readonly attributes?: readonly string[];
}

/** A grant without what it is limited to. */
export function grantOf(model: EntityModel, { action, place, within, whole = false }: Need): Grant {
  const claims = place === "claims" && model.unique !== undefined;
  return {
    action,
    model,
    table: claims && model.unique ? model.unique.table : model.table,
    ...(typeof place === "object" && { index: place.index }),
    ...(within && { within }),
    whole,
  };
}

/** What IAM tells requests apart by: all grants with the same place are one to it. */
export function placeId({ table, index }: Grant): string {
  return index === undefined ? table.name : `${table.name}/index/${index}`;
}
