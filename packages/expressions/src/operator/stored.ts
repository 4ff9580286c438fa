import { formatPath, type Shape, storedTypes, type WireType } from "@keywright/schema";
import { misuse } from "../reference/misuse.ts";
import type { ReferenceData } from "../reference/reference.ts";

// Types refuse all of this; references whose paths are known at run time only have none.

/** Refuses an attribute that is never stored as one of these types. */
export function needStored(data: ReferenceData, types: readonly WireType[], name: string, why: string): void {
  const stored = typesOf(data);
  if (types.some((type) => stored.has(type))) return;
  throw misuse(data, name, `${why}; the attribute is stored as ${[...stored].join(" or ")}`);
}

export function needOrder(data: ReferenceData, name: string): void {
  needStored(data, ["S", "N", "B"], name, "needs strings, numbers or binary values, which alone have an order");
}

/** Refuses another attribute that is never stored as a type that this one (or its members, by `shape`) may have. */
export function checkPeer(other: ReferenceData, beside: ReferenceData, shape: Shape, name: string): void {
  const own = beside.kind === "size" ? number : storedTypes(shape);
  const others = typesOf(other);
  if ([...others].some((type) => own.has(type))) return;
  throw misuse(
    beside,
    name,
    `never meets ${formatPath(other.path)}: one is stored as ${[...own].join(" or ")}, the other as ${[...others].join(" or ")}`,
  );
}

const number: ReadonlySet<WireType> = new Set(["N"]);

function typesOf({ kind, shape }: ReferenceData): ReadonlySet<WireType> {
  return kind === "size" ? number : storedTypes(shape);
}
