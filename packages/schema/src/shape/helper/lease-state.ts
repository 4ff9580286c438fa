import * as core from "zod/v4/core";

/** What is stored of a lease. */
export interface LeaseState {
  /** How often the lease was acquired so far: the fencing token of whoever did so last. */
  readonly token: number;
  /** Changes with each renewal; absent while nobody holds the lease. */
  readonly nonce?: string | undefined;
  /** Milliseconds that the holder asked for: for so long the nonce must not have changed before somebody else takes over. */
  readonly duration: number;
  /** What the holder calls itself. */
  readonly owner?: string | undefined;
}

/** Properties of `LeaseState`, as schemas. */
// No interface: those are not assignable to what zod takes for a shape.
export type LeaseShape = {
  readonly token: core.$ZodNumberFormat;
  readonly nonce: core.$ZodOptional<core.$ZodString>;
  readonly duration: core.$ZodNumber;
  readonly owner: core.$ZodOptional<core.$ZodString>;
};

/** The schema of the attribute `lease`. */
export type LeaseSchema = core.$ZodOptional<core.$ZodObject<LeaseShape, core.$strip>>;

export function leaseShape(): LeaseShape {
  const text = (): core.$ZodString => new core.$ZodString({ type: "string" });
  return {
    token: new core.$ZodNumberFormat({ type: "number", check: "number_format", format: "safeint", abort: false }),
    nonce: optional(text()),
    duration: new core.$ZodNumber({ type: "number" }),
    owner: optional(text()),
  };
}

export function optional<S extends core.$ZodType>(innerType: S): core.$ZodOptional<S> {
  return new core.$ZodOptional({ type: "optional", innerType }) as core.$ZodOptional<S>;
}

export function object<S extends core.$ZodShape>(shape: S): core.$ZodObject<S, core.$strip> {
  return new core.$ZodObject({ type: "object", shape }) as core.$ZodObject<S, core.$strip>;
}

/**
 * The schema of the attribute `lease`, in which an entity keeps a lease: see `withLease`.
 *
 * @example
 * const Job = defineEntity({
 *   name: "Job",
 *   table,
 *   schema: z.object({ job: z.string(), lease: leaseState() }),
 *   key: { PK: "JOB#{job}", SK: "LEASE" },
 * });
 */
export function leaseState(): LeaseSchema {
  return optional(object(leaseShape()));
}
