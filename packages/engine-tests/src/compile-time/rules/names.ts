import type { Rule, RuleGroup } from "../rule.ts";

/** Attributes may be called what objects, functions and expressions have names for. */
function mayBeCalled(entity: string, name: string): Rule {
  const literal = JSON.stringify(name);
  const access = /^[a-z]+$/i.test(name) ? `.${name}` : `[${literal}]`;
  return {
    rule: `An attribute may be called ${name}`,
    right: [
      `${entity}.delete({ id: "o" }, { where: (o) => and(beginsWith(o${access}, "x"), eq(o.inner${access}, "x")) })`,
      `${entity}.update({ id: "o" }, { ${literal}: "x", inner: patch({ ${literal}: "x" }) })`,
      `${entity}.update({ id: "o" }, (o) => [set(o${access}, "x"), set(o.inner${access}, ifNotExists("x"))])`,
      `const part = await db.send(${entity}.get({ id: "o" }, { select: [${literal}] })); part?.[${literal}].toUpperCase();`,
      `const item = await db.send(${entity}.get({ id: "o" })); item?.inner[${literal}].toUpperCase();`,
    ],
    wrong: [
      {
        code: `${entity}.delete({ id: "o" }, { where: (o) => eq(o${access}, «1») })`,
        says: `Argument of type 'number' is not assignable to parameter of type 'Comparable<"${entity}", string, string>'`,
      },
      {
        // Functions have a length, too, and an update may be a function.
        code: `${entity}.update({ id: "o" }, ${name === "length" ? `«{ ${literal}: 1 }»` : `{ «${literal}»: 1 }`})`,
        says: name === "length" ? "is not assignable to parameter of type" : "is not assignable to type",
      },
    ],
  };
}

export const names: RuleGroup = {
  title: "Names",
  rules: [
    ...["size", "then", "length", "contains", "0", "a.b", "a#b"].map((name) => mayBeCalled("Odd", name)),
    ...["toString", "constructor"].map((name) => mayBeCalled("Inherited", name)),
    {
      rule: "Where an attribute may be called as what every object has, others are changed without it",
      right: [
        `Inherited.update({ id: "o" }, { title: "x" })`,
        `Inherited.update({ id: "o" }, { inner: patch({ title: "x" }) })`,
      ],
      wrong: [
        { code: `Inherited.update({ id: "o" }, { «title»: 1 })`, says: "is not assignable to type" },
        {
          code: `Inherited.create(«{ id: "o", title: "x", inner: { toString: "x", constructor: "x", title: "x" } }»)`,
          says: "is not assignable to parameter of type",
        },
      ],
    },
    {
      rule: "Templates take any attribute",
      right: [
        `defineEntity({ name: "Odd", table, schema: z.object({ size: z.string(), constructor: z.string() }), key: { PK: "ODD#{size}", SK: "{constructor}" } }).get({ size: "x", constructor: "y" })`,
        `defineEntity({ name: "Odd", table, schema: z.object({ "a.b": z.string(), "a#b": z.string(), then: z.string(), "0": z.string() }), key: { PK: "ODD#{a.b}#{a#b}", SK: "{then}#{0}" } }).get({ "a.b": "x", "a#b": "x", then: "x", "0": "x" })`,
      ],
      wrong: [
        {
          code: `defineEntity({ name: "Odd", table, schema: z.object({ size: z.string() }), key: { PK: "ODD#{size}", «SK»: "{toString}" } })`,
          says: "the schema has no attribute 'toString'",
        },
        {
          code: `defineEntity({ name: "Odd", table, schema: z.object({ size: z.string() }), key: { PK: "ODD#{size}", «SK»: "{constructor}" } })`,
          says: "the schema has no attribute 'constructor'",
        },
      ],
    },
    {
      rule: "What every object has is no attribute",
      right: [`Task.get(key, { select: ["title"] })`],
      wrong: [
        { code: `Task.delete(key, { where: (t) => exists(t.«length») })`, says: "Property 'length' does not exist" },
        {
          code: `Task.delete(key, { where: (t) => exists(«t.toString») })`,
          says: "is not assignable to parameter of type 'Ref<",
        },
        {
          code: `Task.delete(key, { where: (t) => exists(«t.constructor») })`,
          says: "is not assignable to parameter of type 'Ref<",
        },
        { code: `Task.get(key, { select: [«"toString"»] })`, says: `Type '"toString"' is not assignable` },
        { code: `Task.get(key, { select: [«"constructor"»] })`, says: `Type '"constructor"' is not assignable` },
        { code: `Task.update(key, { title: "x", «toString»: "x" })`, says: "the schema has no attribute 'toString'" },
        {
          code: `Task.update(key, { title: "x", «constructor»: "x" })`,
          says: "the schema has no attribute 'constructor'",
        },
        {
          code: `Task.update(key, { title: "x", «["__proto__"]»: "x" })`,
          says: "the schema has no attribute '__proto__'",
        },
      ],
    },
  ],
};
