import * as core from "zod/v4/core";
import { type LeaseShape, type LeaseState, leaseShape, object, optional } from "./lease-state.ts";

/** What is stored of something that is to be done once. While it is done it is a lease, which has a nonce. */
export interface OnceState<R = unknown> extends LeaseState {
  readonly outcome?: "done" | "failed" | undefined;
  readonly result?: R | undefined;
  /** What it failed with. */
  readonly failure?: { readonly name: string; readonly message: string } | undefined;
  /** Milliseconds since 1970 from which it may be done again; never where there is none. */
  readonly until?: number | undefined;
}

/** Properties of `OnceState`, as schemas. */
export type OnceShape<R extends core.$ZodType> = LeaseShape & {
  readonly outcome: core.$ZodOptional<core.$ZodEnum<{ readonly done: "done"; readonly failed: "failed" }>>;
  readonly result: core.$ZodOptional<R>;
  readonly failure: core.$ZodOptional<
    core.$ZodObject<{ readonly name: core.$ZodString; readonly message: core.$ZodString }, core.$strip>
  >;
  readonly until: core.$ZodOptional<core.$ZodNumber>;
};

/** The schema of the attribute `once`. */
export type OnceSchema<R extends core.$ZodType> = core.$ZodOptional<core.$ZodObject<OnceShape<R>, core.$strip>>;

/**
 * The schema of the attribute `once`, in which an entity keeps whether something has been done, and its result: see `once`.
 * Without a schema the result is whatever DynamoDB can store.
 *
 * @example
 * const Payment = defineEntity({
 *   name: "Payment",
 *   table,
 *   schema: z.object({ orderId: z.string(), once: onceState(z.object({ receipt: z.string() })) }),
 *   key: { PK: "PAYMENT#{orderId}", SK: "ONCE" },
 * });
 */
export function onceState<R extends core.$ZodType = core.$ZodUnknown>(result?: R): OnceSchema<R> {
  const text = (): core.$ZodString => new core.$ZodString({ type: "string" });
  type Outcomes = { readonly done: "done"; readonly failed: "failed" };
  const outcomes = new core.$ZodEnum({ type: "enum", entries: { done: "done", failed: "failed" } });
  const shape: OnceShape<R> = {
    ...leaseShape(),
    outcome: optional(outcomes as core.$ZodType as core.$ZodEnum<Outcomes>),
    // Without an argument R is its default.
    result: optional(result ?? (new core.$ZodUnknown({ type: "unknown" }) as core.$ZodType as R)),
    failure: optional(object({ name: text(), message: text() })),
    until: optional(new core.$ZodNumber({ type: "number" })),
  };
  return optional(object(shape));
}
