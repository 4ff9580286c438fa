import type * as core from "zod/v4/core";
import { $constructor, $ZodType } from "zod/v4/core";
import type { HelperName } from "../shape.ts";

// The marker stands in the definition, because clones (`.meta()`, `.check()`) keep that and nothing else. Markers are
// strings, so that the schemas of one copy of this library are known to another.
const marker = "~keywright";

type Marker = HelperName | "bytes" | "decimal";

/** Which of this library's helpers made a schema, by its definition. */
export function helperOf(def: core.$ZodTypeDef): Marker | undefined {
  return marker in def ? (def[marker] as Marker) : undefined;
}

export function marked<D extends core.$ZodTypeDef>(def: D, name: Marker): D {
  return Object.assign(def, { [marker]: name });
}

interface ValueDef extends core.$ZodTypeDef {
  readonly type: "custom";
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

/** A schema of the values that a predicate accepts. Unlike `z.custom`, it is a type and not a check, so every read knows it. */
export interface ValueSchema<T> extends core.$ZodType<T, T> {
  _zod: core.$ZodTypeInternals<T, T> & { def: ValueDef };
}

const ValueType: core.$constructor<ValueSchema<unknown>> = /* @__PURE__ */ $constructor(
  "KeywrightValue",
  (schema, def) => {
    $ZodType.init(schema, def);
    schema._zod.parse = (payload) => {
      if (!def.accepts(payload.value)) {
        payload.issues.push({
          code: "invalid_type",
          expected: def.expected as core.$ZodInvalidTypeExpected,
          input: payload.value,
          inst: schema,
        });
      }
      return payload;
    };
  },
);

export function valueSchema<T>(
  expected: string,
  accepts: (value: unknown) => value is T,
  name?: "bytes" | "decimal",
): ValueSchema<T> {
  const def: ValueDef = { type: "custom", expected, accepts };
  return new ValueType(name ? marked(def, name) : def) as ValueSchema<T>;
}
