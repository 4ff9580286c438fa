import fc from "fast-check";
import { bytes } from "../shape/helper/bytes.ts";
import { epochMilliseconds, epochSeconds, isoDateTime } from "../shape/helper/date.ts";
import { decimal, toDecimal } from "../shape/helper/decimal.ts";
import { url } from "../shape/helper/url.ts";
import type { ZodSchema } from "../shape/internals.ts";
import { plain, type SchemaCase } from "./case.ts";
import type { Flavor } from "./flavor.ts";
import { anyBigint, anyBytes, anyDate, anyNumber, anyOpen, anyText, decimalText } from "./values.ts";

/** Schemas without parts. */
export function leaves(z: Flavor): readonly SchemaCase[] {
  const words = ["OPEN", "DONE", "in progress"] as const;
  return [
    plain(z.string(), "S", anyText),
    plain(
      z.string().check(z.minLength(1)),
      "S",
      anyText.filter((text) => text.length > 0),
    ),
    plain(z.uuid(), "S", fc.uuid()),
    plain(
      z.iso.date(),
      "S",
      anyDate.map((date) => date.toISOString().slice(0, 10)),
    ),
    plain(
      z.templateLiteral(["id-", z.int()]),
      "S",
      fc.integer().map((id) => `id-${id}`),
    ),
    plain(z.enum(words), "S", fc.constantFrom(...words)),
    plain(z.literal(["a", "b"]), "S", fc.constantFrom("a", "b")),
    plain(z.number(), "N", anyNumber),
    plain(z.int().check(z.gte(0)), "N", fc.nat()),
    plain(z.literal([1, 2]), "N", fc.constantFrom(1, 2)),
    plain(z.bigint(), "N", anyBigint),
    plain(decimal(), "N", decimalText.map(toDecimal)),
    plain(z.boolean(), "BOOL", fc.boolean()),
    plain(z.null(), "NULL", fc.constant(null)),
    plain(bytes(), "B", anyBytes),
    plain(
      epochSeconds(),
      "any",
      anyDate.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    ),
    plain(epochMilliseconds(), "N", anyDate),
    plain(isoDateTime(), "any", anyDate),
    plain(
      url(),
      "S",
      fc.webUrl().map((address) => new URL(address)),
    ),
    plain(z.stringbool(), "any", fc.boolean()),
    plain(z.codec(z.string(), z.number(), { decode: Number, encode: String }), "any", fc.integer()),
    plain(
      z.pipe(z.string(), z.string().check(z.minLength(2))),
      "S",
      anyText.filter((text) => [...text].length >= 2),
    ),
    plain(z.unknown(), "any", anyOpen),
    plain(
      z.set(z.string()),
      "set",
      fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 }).map((s) => new Set(s)),
    ),
    plain(
      z.set(z.number()),
      "set",
      fc.uniqueArray(anyNumber, { minLength: 1, maxLength: 4 }).map((s) => new Set(s)),
    ),
    plain(
      z.set(z.bigint()),
      "set",
      fc.uniqueArray(anyBigint, { minLength: 1, maxLength: 4 }).map((s) => new Set(s)),
    ),
    plain(
      z.set(bytes()),
      "set",
      fc.uniqueArray(anyBytes, { minLength: 1, maxLength: 3, selector: String }).map((s) => new Set(s)),
    ),
    plain(
      z.set(z.enum(words)).check(z.minSize(1)),
      "set",
      fc.subarray([...words], { minLength: 1 }).map((s) => new Set(s)),
    ),
  ];
}

/** A schema that contains itself, by a getter and by `lazy`. */
export function recursive(z: Flavor): SchemaCase {
  const tree = z.object({
    name: z.string(),
    get children() {
      return z.array(tree);
    },
    get next(): ZodSchema {
      return z.optional(z.lazy(() => tree));
    },
  });
  const value = fc
    .letrec((tie) => ({
      tree: fc.record(
        {
          name: anyText,
          children: fc.oneof(
            { depthIdentifier: "tree", maxDepth: 2 },
            fc.constant([]),
            fc.array(tie("tree"), { maxLength: 2 }),
          ),
          next: fc.option(tie("tree"), { nil: undefined, depthIdentifier: "tree", maxDepth: 2 }),
        },
        { noNullPrototype: true },
      ),
    }))
    .tree.map(withoutUndefined);
  return plain(tree, "M", value);
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([name, entry]) => [name, withoutUndefined(entry)]),
  );
}
