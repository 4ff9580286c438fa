import type { LiteralValue, Shape, UnionShape } from "../../shape/shape.ts";

/** The kinds of JavaScript values that a shape takes on the program side; `undefined` if that is not certain. */
function programKinds(shape: Shape, seen: ReadonlySet<Shape>): readonly string[] | undefined {
  if (seen.has(shape)) return undefined;
  switch (shape.kind) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
    case "null":
    case "set":
      return [shape.kind];
    case "literal":
    case "enum":
      return shape.values.map((value) => (value === null ? "null" : typeof value));
    case "array":
    case "tuple":
      return ["array"];
    // An object takes whatever has its properties, so two kinds of maps cannot be told apart by what they are.
    case "object":
    case "record":
    case "discriminatedUnion":
    case "decimal":
      return ["map"];
    case "bytes":
      return ["bytes"];
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "lazy":
      return programKinds(shape.inner, new Set([...seen, shape]));
    case "nullable": {
      const inner = programKinds(shape.inner, new Set([...seen, shape]));
      return inner && ["null", ...inner];
    }
    case "union": {
      const kinds = shape.options.map((option) => programKinds(option, new Set([...seen, shape])));
      return kinds.every((kind) => kind !== undefined) ? kinds.flat() : undefined;
    }
    case "codec":
      return shape.helper === undefined ? undefined : [shape.helper === "url" ? "url" : "date"];
    default:
      return undefined;
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value)) return "array";
  const tag = Object.prototype.toString.call(value);
  return (
    { "[object Set]": "set", "[object Uint8Array]": "bytes", "[object Date]": "date", "[object URL]": "url" }[tag] ??
    "map"
  );
}

/** Finds the one option of a union that can take a value, where its kind or a literal decides that. */
export function optionFor(shape: UnionShape): (value: unknown) => Shape | undefined {
  const byKind = new Map<string, Shape | null>();
  const byValue = new Map<LiteralValue, Shape | null>();
  for (const option of shape.options) {
    const kinds = programKinds(option, new Set());
    if (!kinds) return () => undefined;
    const literal = option.kind === "literal" || option.kind === "enum";
    for (const kind of literal ? [] : new Set(kinds)) byKind.set(kind, byKind.has(kind) ? null : option);
    for (const value of literal ? option.values : []) byValue.set(value, byValue.has(value) ? null : option);
  }
  return (value) => {
    const kind = byKind.get(kindOf(value));
    const literal = byValue.get(value as LiteralValue);
    return kind === undefined ? (literal ?? undefined) : literal === undefined ? (kind ?? undefined) : undefined;
  };
}
