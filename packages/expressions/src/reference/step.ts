import { compileCodec, elementShape, entryShape, storedShape } from "@keywright/schema";
import { below, type ReferenceData } from "./reference.ts";

/** An element of a list, or an item of a tuple. */
export function elementBelow(list: ReferenceData, index: number): ReferenceData | undefined {
  const shape = elementShape(list.shape, index);
  if (!shape) return undefined;
  const stored = storedShape(list.shape);
  const isFixed = stored.kind === "tuple" && index < stored.items.length;
  return below(list, index, shape, { isMember: !isFixed });
}

/**
 * An entry of a record, or an attribute that a loose object takes.
 *
 * @throws {ValidationError} for a name that the schema of the record's keys refuses.
 */
export function entryBelow(parent: ReferenceData, name: string): ReferenceData | undefined {
  const shape = entryShape(parent.shape);
  if (!shape) return undefined;
  const stored = storedShape(parent.shape);
  if (stored.kind !== "record") return below(parent, name, shape, { isMember: true });
  const key = compileCodec(stored.key).encode(name, parent.model.name, [...parent.path, name]);
  return below(parent, name, shape, {
    storedName: "S" in key ? key.S : undefined,
    isMember: stored.required?.includes(name) !== true,
  });
}
