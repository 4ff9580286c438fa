import { own } from "./own.ts";
import type { AnyKeeper } from "./scope/scope.ts";

/**
 * How much of a stored item is checked: types and transforms, or the whole schema (`strict`). `tolerant` checks what
 * `structural` does, and leaves items that do not fit out of pages instead of failing.
 */
export type ReadMode = "structural" | "strict" | "tolerant";

/** What planning needs to know besides the operation. */
export interface PlanContext {
  /** The name of a table in the service, by its name in the model. */
  tableName(logical: string): string;
  /** The time that timestamps and expiry are judged by. */
  readonly now: Date;
  /** A new random write mark. */
  writeMark(): string;
  readonly returnCapacity: "NONE" | "TOTAL" | "INDEXES";
  readonly readMode: ReadMode;
  readonly cursorSecret: string | undefined;
  /** What all operations are bound to: see `scoped`. */
  readonly scope?: AnyKeeper | undefined;
}

/** Names of tables in the service, by their names in the model; those that are not listed keep theirs. */
export function tableNames(tables: { readonly [logical: string]: string } | undefined): Pick<PlanContext, "tableName"> {
  return { tableName: (logical) => (tables && own(tables, logical)) ?? logical };
}

/** `ReturnConsumedCapacity` for a request, where it is asked for. */
export interface CapacityInput {
  readonly ReturnConsumedCapacity?: "TOTAL" | "INDEXES";
}

export function capacityInput(context: Pick<PlanContext, "returnCapacity">): CapacityInput {
  return context.returnCapacity === "NONE" ? {} : { ReturnConsumedCapacity: context.returnCapacity };
}

/** The same, written into the input of a request. */
export function addCapacity(
  input: { ReturnConsumedCapacity?: "TOTAL" | "INDEXES" | "NONE" | undefined },
  { returnCapacity }: Pick<PlanContext, "returnCapacity">,
): void {
  if (returnCapacity !== "NONE") input.ReturnConsumedCapacity = returnCapacity;
}

/** Epoch seconds as time to live counts them: an item lives while its attribute is greater. */
export function epochSecondsOf(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}
