import type { EntityModel } from "@keywright/schema";
import { ScopeError } from "../../error/scope-error.ts";
import { targetOf } from "../read/target.ts";
import type { Scope } from "./scope.ts";

/**
 * Checks that the partition key of the table, or of an index, is made of every attribute of a scope, each printed so that no
 * two values of it make the same key.
 *
 * @throws ScopeError
 */
export function checkPartitionKey(model: EntityModel, index: string | undefined, scope: Scope): void {
  const { partition } = targetOf(model, index);
  for (const attribute of Object.keys(scope)) {
    const parts = partition
      .flatMap((template) => template.parts)
      .filter((part) => part.kind === "value" && part.attribute === attribute);
    if (parts.length > 0 && parts.some((part) => part.kind === "value" && keepsCase(part.modifier))) continue;
    throw new ScopeError({
      entity: model.name,
      attribute,
      problem: parts.length === 0 ? "not-in-key" : "ambiguous-key",
      place: index === undefined ? `the table ${model.table.name}` : `the index ${index}`,
    });
  }
}

function keepsCase(modifier: string | undefined): boolean {
  return modifier !== "lower" && modifier !== "upper";
}
