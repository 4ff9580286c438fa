import * as core from "zod/v4/core";

/** A schema of this library, with the few methods that work the same beside `zod` and `zod/mini`. */
export type Chained<T extends core.$ZodType> = T & ChainMethods<T>;

export interface ChainMethods<T extends core.$ZodType> {
  /** The attribute may be absent. */
  optional(): Chained<core.$ZodOptional<T>>;
  /** The attribute may be `null`. */
  nullable(): Chained<core.$ZodNullable<T>>;
  /** What stands for an absent attribute, on writes and on reads. */
  default(
    value: core.util.NoUndefined<core.output<T>> | (() => core.util.NoUndefined<core.output<T>>),
  ): Chained<core.$ZodDefault<T>>;
  /** Adds checks of `zod/mini`, such as `z.refine(...)`, on the program side. */
  check(...checks: core.$ZodCheck<core.output<T>>[]): Chained<T>;
}

export function chain<T extends core.$ZodType>(schema: T): Chained<T> {
  const methods: ChainMethods<T> = {
    optional: () => chain(new core.$ZodOptional({ type: "optional", innerType: schema }) as core.$ZodOptional<T>),
    nullable: () => chain(new core.$ZodNullable({ type: "nullable", innerType: schema }) as core.$ZodNullable<T>),
    default: (value) =>
      chain(
        new core.$ZodDefault({
          type: "default",
          innerType: schema,
          get defaultValue() {
            return isFactory(value) ? value() : value;
          },
        }) as core.$ZodDefault<T>,
      ),
    check: (...checks) => {
      const def = schema._zod.def;
      return chain(core.clone(schema, { ...def, checks: [...(def.checks ?? []), ...checks] }));
    },
  };
  return Object.assign(schema, methods);
}

function isFactory<V>(value: V | (() => V)): value is () => V {
  return typeof value === "function";
}
