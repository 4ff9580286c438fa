import type * as core from "zod/v4/core";
import type { ModelProblem } from "../error/model-error.ts";
import { adviceFor, oneWayTypes } from "./advice.ts";
import { hasBytes, unionProblem } from "./ambiguity.ts";
import { helperOf } from "./helper/marker.ts";
import { isZodSchema, type ZodSchema } from "./internals.ts";
import { type Place, partAt, pathOf, propertyAt } from "./place.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { LiteralValue, ObjectShape, Shape } from "./shape.ts";
import { storedTypes } from "./stored-type.ts";
import { isCoerced, plainShape, valuesShape } from "./walk-leaf.ts";

interface Problem extends ModelProblem {
  readonly oneWay: boolean;
}

interface Walk {
  readonly problems: Problem[];
  /** A schema that is used twice is one node; this also ends the recursion of recursive schemas. */
  readonly seen: Map<ZodSchema, Shape>;
  /** Whether the options of a union, or items of a tuple, have been met: what they have in common is one node there. */
  merges: boolean;
  /** Whether something was met that is no schema, so that zod cannot be asked of what is around it. */
  foreign: boolean;
  /** What can be judged only when the whole tree stands. */
  readonly later: (() => void)[];
}

type Def = core.$ZodTypes["_zod"]["def"] | core.$ZodTemplateLiteralDef;

/**
 * Reads a zod schema into a shape, or says everything in it that DynamoDB cannot hold. Then `partial` has open attributes in
 * the place of those.
 */
export function shapeOf(
  schema: SchemaLike,
): { readonly shape: Shape } | { readonly problems: readonly ModelProblem[]; readonly partial: Shape } {
  const walk: Walk = { problems: [], seen: new Map(), merges: false, foreign: false, later: [] };
  const shape = visit(schema, undefined, walk);
  judge(walk);
  if (walk.problems.length > 0) {
    return { problems: walk.problems.map(({ path, message }) => ({ path, message })), partial: shape };
  }
  return { shape };
}

function judge({ later }: Walk): void {
  for (let i = 0; i < later.length; i++) later[i]?.();
}

function visit(schema: SchemaLike, place: Place | undefined, walk: Walk): Shape {
  return (walk.merges ? undefined : plainShape(schema, true)) ?? visitWhole(schema, place, walk);
}

/** Visits a schema below another one. Most of these are plain, and of no others the place need be known. */
function visitPart(schema: SchemaLike, above: Place | undefined, step: string, walk: Walk): Shape {
  return (walk.merges ? undefined : plainShape(schema, true)) ?? visitWhole(schema, partAt(above, step), walk);
}

/** Visits what is not plain, or has to be one node wherever it is used. */
function visitWhole(schema: SchemaLike, place: Place | undefined, walk: Walk): Shape {
  if (!isZodSchema(schema)) {
    walk.foreign = true;
    return refuse(walk, place, schema, "This is not a schema of zod 4: import it from 'zod' or 'zod/mini'");
  }
  const known = walk.seen.get(schema);
  if (known) return known;
  const shape = (walk.merges ? plainShape(schema, false) : undefined) ?? Object.freeze(node(schema, place, walk));
  if (walk.merges || !isLine(shape)) walk.seen.set(schema, shape);
  return shape;
}

/** Whether a schema leads to one other, and back by that alone: then it is enough that the other one is known. */
function isLine(shape: Shape): boolean {
  switch (shape.kind) {
    case "optional":
    case "nullable":
    case "default":
      return shape.inner.kind !== "open";
    case "array":
      return shape.element.kind !== "open";
    default:
      return false;
  }
}

function refuse(walk: Walk, place: Place | undefined, schema: SchemaLike, message: string, oneWay = false): Shape {
  walk.problems.push({ path: pathOf(place), message, oneWay });
  return { kind: "open", schema };
}

function node(schema: ZodSchema, place: Place | undefined, walk: Walk): Shape {
  const def = schema._zod.def as Def;
  if (isCoerced(def)) {
    const advice = `z.coerce.${def.type}() goes one way only, and what is stored must be read and written: write z.${def.type}(), or z.codec(...)`;
    return refuse(walk, place, schema, advice, true);
  }
  switch (def.type) {
    case "literal":
    case "enum": {
      const shape = valuesShape(def.type, schema);
      return typeof shape === "string" ? refuse(walk, place, schema, shape) : shape;
    }
    case "set":
      return setShape(schema, visitPart(def.valueType, place, "[]", walk), place, walk);
    case "array":
      return { kind: "array", schema, element: visitPart(def.element, place, "[]", walk) };
    case "tuple":
      walk.merges = true;
      return {
        kind: "tuple",
        schema,
        items: def.items.map((item, i) => visitPart(item, place, `[${i}]`, walk)),
        rest: def.rest ? visitPart(def.rest, place, "[]", walk) : undefined,
      };
    case "object":
      return objectShape(schema, def, place, walk);
    case "record":
      return recordShape(schema, def, place, walk);
    case "union":
      return unionShape(schema, def, place, walk);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "catch":
      return { kind: def.type, schema, inner: visit(def.innerType, place, walk) };
    case "readonly": {
      const inner = visit(def.innerType, place, walk);
      walk.later.push(() => {
        const message =
          "zod freezes what is readonly, and binary cannot be frozen: leave .readonly() out around bytes()";
        if (hasBytes(inner)) refuse(walk, place, schema, message);
      });
      return { kind: "readonly", schema, inner };
    }
    case "lazy":
      return lazyShape(schema, place, walk);
    case "pipe":
      return pipeShape(schema, def, place, walk);
    case "custom": {
      const helper = helperOf(def);
      if (helper === "bytes" || helper === "decimal") return { kind: helper, schema };
      return refuse(walk, place, schema, adviceFor(def.type));
    }
    default:
      return refuse(walk, place, schema, adviceFor(def.type), oneWayTypes.has(def.type));
  }
}

function setShape(schema: ZodSchema, member: Shape, place: Place | undefined, walk: Walk): Shape {
  walk.later.push(() => {
    const types = [...storedTypes(member)];
    const [type] = types;
    if (member.kind === "open" && walk.problems.some((problem) => problem.path === `${pathOf(place)}[]`)) return;
    if (types.length === 1 && (type === "S" || type === "N" || type === "B")) return;
    const found = types.length === 10 ? "anything" : types.join(", ");
    refuse(
      walk,
      place,
      schema,
      `The members of a DynamoDB set are all strings (S), all numbers (N) or all binary (B), and these are stored as ${found}: write z.array(...) for a list`,
    );
  });
  return { kind: "set", schema, member };
}

function objectShape(schema: ZodSchema, def: core.$ZodObjectDef, place: Place | undefined, walk: Walk): Shape {
  const properties = new Map<string, Shape>();
  const { catchall } = def;
  const open = catchall !== undefined && catchall._zod.def.type !== "never";
  const shape: { -readonly [K in keyof ObjectShape]: ObjectShape[K] } = {
    kind: "object",
    schema,
    properties,
    catchall: undefined,
  };
  // Known before its properties are read: they may lead back to it.
  walk.seen.set(schema, shape);
  const names = Reflect.ownKeys(def.shape);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string | symbol;
    if (typeof name === "symbol") {
      refuse(walk, place, schema, "An attribute cannot be named by a symbol: name it by a string");
    } else if (name === "" || name === "__proto__") {
      refuse(walk, place, schema, `An attribute cannot be named ${JSON.stringify(name)}: give it another name`);
    } else {
      const property = def.shape[name];
      if (property === undefined) continue;
      const plain = walk.merges ? undefined : plainShape(property, true);
      properties.set(name, plain ?? visitWhole(property, propertyAt(place, name), walk));
    }
  }
  if (open) shape.catchall = visitPart(catchall, place, "{}", walk);
  return shape;
}

function recordShape(schema: ZodSchema, def: core.$ZodRecordDef, place: Place | undefined, walk: Walk): Shape {
  const key = visitPart(def.keyType, place, "{key}", walk);
  const value = visitPart(def.valueType, place, "{}", walk);
  if (!isKeyShape(key)) {
    if (key.kind === "open" && walk.problems.some((problem) => problem.path === `${pathOf(place)}{key}`)) return key;
    return refuse(
      walk,
      place,
      schema,
      "The names of a map are strings: write z.string(), an enum or literals for the keys of a record",
    );
  }
  if (def.mode === "loose") {
    return refuse(
      walk,
      place,
      schema,
      "A loose record cannot be stored: write z.record(...), or z.looseObject({...}) for attributes of any kind",
    );
  }
  const names = def.partial ? undefined : def.keyType._zod.values;
  const required = names && [...names].map(String);
  const impossible = required?.find((name) => name === "" || name === "__proto__");
  if (impossible !== undefined) {
    return refuse(
      walk,
      place,
      schema,
      `An attribute cannot be named ${JSON.stringify(impossible)}: give it another name`,
    );
  }
  return { kind: "record", schema, key, value, required };
}

function isKeyShape(shape: Shape): boolean {
  if (shape.kind === "string") return true;
  if (shape.kind === "enum" || shape.kind === "literal")
    return shape.values.every((value) => typeof value === "string");
  return shape.kind === "union" && shape.options.every(isKeyShape);
}

function unionShape(
  schema: ZodSchema,
  def: core.$ZodUnionDef | core.$ZodDiscriminatedUnionDef,
  place: Place | undefined,
  walk: Walk,
): Shape {
  const options: Shape[] = [];
  walk.merges = true;
  if (!("discriminator" in def)) {
    const union: Shape = { kind: "union", schema, options };
    walk.seen.set(schema, union);
    options.push(...def.options.map((option) => visit(option, place, walk)));
    walk.later.push(() => {
      const problem = walk.foreign ? undefined : unionProblem(options);
      if (problem !== undefined) refuse(walk, place, schema, problem);
    });
    return union;
  }
  const variants = new Map<LiteralValue | undefined, Shape>();
  const { discriminator } = def;
  const union: Shape = { kind: "discriminatedUnion", schema, discriminator, options, variants };
  walk.seen.set(schema, union);
  options.push(...def.options.map((option) => visit(option, place, walk)));
  // Read when the tree stands: the options of a recursive union may still be under way.
  walk.later.push(() => {
    def.options.forEach((option, i) => {
      const shape = options[i];
      for (const tag of option._zod.propValues?.[discriminator] ?? []) {
        if (shape && typeof tag !== "symbol") variants.set(tag, shape);
      }
    });
  });
  return union;
}

function lazyShape(schema: ZodSchema, place: Place | undefined, walk: Walk): Shape {
  let target: Shape | undefined;
  const shape: Shape = {
    kind: "lazy",
    schema,
    get inner(): Shape {
      if (!target) throw new TypeError("A lazy schema refers to itself and to nothing else.");
      return target;
    },
  };
  walk.seen.set(schema, shape);
  target = visit((schema as core.$ZodLazy)._zod.innerType, place, walk);
  if (target === shape) return refuse(walk, place, schema, "This lazy schema refers to itself and to nothing else");
  return shape;
}

function pipeShape(schema: ZodSchema, def: core.$ZodPipeDef, place: Place | undefined, walk: Walk): Shape {
  const stored = visit(def.in, place, walk);
  if (!def.reverseTransform) return { kind: "pipe", schema, stored, program: visit(def.out, place, walk) };
  if ([def.transform, def.reverseTransform].some((fn) => fn?.constructor.name === "AsyncFunction")) {
    refuse(
      walk,
      place,
      schema,
      "This codec is asynchronous: make both of its directions plain functions, and await before you write",
    );
  }
  // The program side need not be something that DynamoDB can hold, but it must work in both directions.
  const inside: Walk = { problems: [], seen: new Map(walk.seen), merges: walk.merges, foreign: false, later: [] };
  const program = visit(def.out, place, inside);
  judge(inside);
  walk.foreign ||= inside.foreign;
  walk.problems.push(...inside.problems.filter((problem) => problem.oneWay));
  const helper = helperOf(def);
  return {
    kind: "codec",
    schema,
    stored,
    program: inside.problems.length === 0 ? program : undefined,
    helper: helper === "bytes" || helper === "decimal" ? undefined : helper,
  };
}
