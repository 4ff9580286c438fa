import { type AttributeValue, itemSize, type Shape, type WireItem } from "keywright";
import { type Draft, type Recipe, tryInput } from "./draft.ts";
import type { Values } from "./overrides.ts";

export const LARGEST_ITEM = 409_600;

/** The size of an item, with what DynamoDB Local counts more than the service: every digit of a number. */
export function sizeOf(item: WireItem): number {
  return itemSize(item) + Object.values(item).reduce((sum, value) => sum + digitsIn(value), 0);
}

function digitsIn(value: AttributeValue): number {
  if ("N" in value) return value.N.length;
  if ("NS" in value) return value.NS.join("").length;
  const inner = "L" in value ? value.L : "M" in value ? Object.values(value.M) : [];
  return inner.reduce((sum, part) => sum + digitsIn(part), 0);
}

/** The draft with the longest value of an attribute that is valid, up to so much longer; `undefined` where it cannot grow. */
export function lengthened(
  entity: Recipe["entity"],
  draft: Draft,
  attribute: string,
  overrides: Values,
  most: number,
): Draft | undefined {
  const shape = entity.model.attributes.get(attribute)?.shape;
  const grow = shape && isFree(shape) ? grower(draft.input[attribute]) : undefined;
  if (!grow || Object.hasOwn(overrides, attribute)) return undefined;
  const grown = (by: number): Draft | undefined => {
    const outcome = tryInput(entity, { ...draft.input, [attribute]: grow(by) });
    return "item" in outcome && sizeOf(outcome.item) <= LARGEST_ITEM ? outcome : undefined;
  };
  let best = grown(1);
  for (let [low, high] = [2, most]; best && low <= high; ) {
    const middle = Math.floor((low + high) / 2);
    const found = grown(middle);
    best = found ?? best;
    if (found) low = middle + 1;
    else high = middle - 1;
  }
  return best;
}

/** Whether any text or binary will do: of others it is known that they cannot grow. */
function isFree(shape: Shape): boolean {
  if ("inner" in shape) return isFree(shape.inner);
  if (shape.kind === "union") return shape.options.every(isFree);
  return shape.kind === "bytes" || (shape.kind === "string" && shape.format === undefined);
}

function grower(value: unknown): ((by: number) => unknown) | undefined {
  if (typeof value === "string") return (by) => value + "x".repeat(by);
  if (value instanceof Uint8Array)
    return (by) => Uint8Array.from({ length: value.length + by }, (_, i) => value[i] ?? 120);
  return undefined;
}
