import type { RuleGroup } from "../rule.ts";

export const conditions: RuleGroup = {
  title: "Conditions",
  rules: [
    {
      rule: "An operand has the type of the attribute",
      right: [
        `Task.delete(key, { where: (t) => eq(t.status, "OPEN") })`,
        `Task.delete(key, { where: (t) => isIn(t.status, ["OPEN", "DONE"]) })`,
        `Task.delete(key, { where: (t) => eq(t.blob, { colour: "red" }) })`,
        `Task.delete(key, { where: (t) => eq(t.payment, { kind: "card", last4: "4242" }) })`,
        `Task.delete(key, { where: (t) => gt(t.expiresAt, new Date()) })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => eq(t.count, «"1"») })`,
          says: "'string' is not assignable to parameter of type 'Comparable<\"Task\", number, number>'",
        },
        { code: `Task.delete(key, { where: (t) => between(t.count, 1, «"2"») })`, says: "'string' is not assignable" },
        {
          code: `Task.delete(key, { where: (t) => gt(t.expiresAt, «3») })`,
          says: "Argument of type 'number' is not assignable to parameter of type 'Date |",
        },
        {
          code: `Task.delete(key, { where: (t) => eq(t.payment, «{ kind: "card" }») })`,
          says: "Property 'last4' is missing",
        },
        {
          code: `Task.delete(key, { where: (t) => eq(t.points, «undefined») })`,
          says: "'undefined' is not assignable",
        },
        { code: `Task.delete(key, { where: (t) => eq(t.title, «null») })`, says: "'null' is not assignable" },
      ],
    },
    {
      rule: "Of an attribute with listed values, an operand is one of them",
      right: [`Task.delete(key, { where: (t) => or(eq(t.status, "OPEN"), ne(t.status, "DONE")) })`],
      wrong: [
        { code: `Task.delete(key, { where: (t) => eq(t.status, «"OPENED"») })`, says: `'"OPENED"' is not assignable` },
        {
          code: `Task.delete(key, { where: (t) => isIn(t.status, ["OPEN", «"OPENED"»]) })`,
          says: `'"OPENED"' is not assignable`,
        },
        {
          code: `Task.delete(key, { where: (t) => eq(t.settings.theme, «"drak"») })`,
          says: `'"drak"' is not assignable`,
        },
        {
          code: `Task.delete(key, { where: (t) => eq(t.payment.kind, «"cheque"») })`,
          says: `'"cheque"' is not assignable`,
        },
      ],
    },
    {
      rule: "What has an order is stored as a string, a number or binary",
      right: [
        `Task.delete(key, { where: (t) => lt(t.title, "m") })`,
        `Task.delete(key, { where: (t) => between(t.count, 1, 5) })`,
        `Task.delete(key, { where: (t) => lt(t.expiresAt, new Date()) })`,
        `Task.delete(key, { where: (t) => lt(t.seenAt, new Date()) })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => lt(t.done, «true») })`,
          says: "only strings, numbers and binary values have an order; this is stored as a boolean (BOOL)",
        },
        { code: `Task.delete(key, { where: (t) => gt(t.labels, «new Set(["a"])») })`, says: "this is stored as a set" },
        {
          code: `Task.delete(key, { where: (t) => between(t.lines, «[]», []) })`,
          says: "this is stored as a list (L)",
        },
        {
          code: `Task.delete(key, { where: (t) => gte(t.settings, { «theme»: "dark", seen: 1 }) })`,
          says: "this is stored as a map (M)",
        },
        {
          code: `Task.delete(key, { where: (t) => lt(t.nothing, «null») })`,
          says: "this is stored as null (NULL)",
        },
      ],
    },
    {
      rule: "`beginsWith` takes what is stored as a string or binary: a date stored as text, not one stored as a number",
      right: [
        `Task.delete(key, { where: (t) => beginsWith(t.title, "W") })`,
        `Task.delete(key, { where: (t) => beginsWith(t.seenAt, "2026-05") })`,
        `Task.delete(key, { where: (t) => beginsWith(t.checksum, new Uint8Array([1])) })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => beginsWith(t.expiresAt, «"2026"») })`,
          says: "beginsWith needs a string or binary; this is stored as a number (N)",
        },
        {
          code: `Task.delete(key, { where: (t) => beginsWith(t.count, «"1"») })`,
          says: "this is stored as a number (N)",
        },
        {
          code: `Task.delete(key, { where: (t) => beginsWith(t.seenAt, «new Date()») })`,
          says: "'Date' is not assignable",
        },
      ],
    },
    {
      rule: "`contains` takes strings, sets and lists",
      right: [
        `Task.delete(key, { where: (t) => contains(t.tags, "urgent") })`,
        `Task.delete(key, { where: (t) => contains(t.title, "rit") })`,
        `Task.delete(key, { where: (t) => contains(t.lines, { sku: "a", count: 1 }) })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => contains(t.count, «1») })`,
          says: "contains needs a string, binary, set or list; this is stored as a number (N)",
        },
        {
          code: `Task.delete(key, { where: (t) => contains(t.settings, «"theme"») })`,
          says: "this is stored as a map (M)",
        },
        { code: `Task.delete(key, { where: (t) => contains(t.tags, «1») })`, says: "'number' is not assignable" },
      ],
    },
    {
      rule: "Numbers, booleans and null have no size",
      right: [
        `Task.delete(key, { where: (t) => and(gt(size(t.tags), 1), lt(size(t.title), 80), gt(size(t.settings), 2)) })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => gt(size(«t.count»), 1) })`,
          says: "numbers, booleans and null have no size; this is stored as a number (N)",
        },
        {
          code: `Task.delete(key, { where: (t) => gt(size(«t.expiresAt»), 1) })`,
          says: "this is stored as a number (N)",
        },
        { code: `Task.delete(key, { where: (t) => gt(size(t.tags), «"1"») })`, says: "'string' is not assignable" },
      ],
    },
    {
      rule: "A path goes where the stored form goes: not into JSON text, not into an option that may be another",
      right: [
        `Task.delete(key, { where: (t) => eq(t.assignee.address.city, "Oslo") })`,
        `Task.delete(key, { where: (t) => eq(at(t.lines, 0).sku, "a") })`,
        `Task.delete(key, { where: (t) => eq(entryOf(t.scores, "de"), 1) })`,
        `Task.delete(key, { where: (t) => eq(variant(t.payment, "kind", "card").last4, "4242") })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => eq(t.blob.«colour», "red") })`,
          says: "Property 'colour' does not exist",
        },
        { code: `Task.delete(key, { where: (t) => exists(t.«nope») })`, says: "Property 'nope' does not exist" },
        {
          code: `Task.delete(key, { where: (t) => exists(t.assignee.address.«town») })`,
          says: "Property 'town' does not exist",
        },
        {
          code: `Task.delete(key, { where: (t) => exists(t.payment.«last4») })`,
          says: "Property 'last4' does not exist",
        },
        { code: `Task.delete(key, { where: (t) => exists(t.lines.«sku») })`, says: "Property 'sku' does not exist" },
        {
          code: `const first = (t: References<typeof Task>) => at(«t.title», 0)`,
          says: "is not assignable to parameter of type",
        },
        {
          code: `Task.delete(key, { where: (t) => entryOf(«t.lines», "a") })`,
          says: "is not assignable to parameter of type",
        },
        {
          code: `const paid = (t: References<typeof Task>) => variant(t.payment, "kind", «"cheque"»)`,
          says: `'"cheque"' is not assignable`,
        },
      ],
    },
    {
      rule: "Attributes are compared with attributes of the same entity and type",
      right: [
        `Task.delete(key, { where: (t) => and(eq(t.title, t.city), lt(t.count, t.points), lt(t.count, size(t.lines))) })`,
      ],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => eq(t.title, «t.count») })`,
          says: "is not assignable to parameter of type 'Comparable<\"Task\", string, string>'",
        },
        {
          code: `Task.delete(key, { where: (t) => eq(t.expiresAt, «t.seenAt») })`,
          says: "is not assignable to parameter of type",
        },
      ],
    },
    {
      rule: "A condition is of the entity whose operation it is in",
      right: [
        `const open = (t: References<typeof Task>): Condition<"Task"> => eq(t.status, "OPEN"); Task.delete(key, { where: open })`,
        `Task.delete(key, { where: (t) => and(eq(t.status, "OPEN"), false, undefined) })`,
        `Task.delete(key, { where: () => undefined })`,
      ],
      wrong: [
        {
          code: `const dear = (o: References<typeof Order>) => gt(o.total, 10); Task.delete(key, { «where»: dear })`,
          says: 'is missing the following properties from type \'Refs<"Order"',
        },
        {
          code: `const dear = (o: References<typeof Order>) => Task.delete(key, { «where»: () => gt(o.total, 10) })`,
          says: `Type '"Order"' is not assignable to type '"Task"'`,
        },
        {
          code: `const dear = (o: References<typeof Order>) => Task.delete(key, { «where»: (t) => and(eq(t.count, 1), gt(o.total, 10)) })`,
          says: `'"Order"' is not assignable to type '"Task"'`,
        },
        {
          code: `const same = (o: References<typeof Order>) => Task.delete(key, { where: (t) => eq(t.title, «o.title») })`,
          says: `'"Order"' is not assignable to type '"Task"'`,
        },
        {
          code: `Task.delete(key, { «where»: (t) => t.done })`,
          says: "is not assignable to type 'false | Condition<\"Task\"> | undefined'",
        },
      ],
    },
    {
      rule: "`hasType` names a type of DynamoDB",
      right: [`Task.delete(key, { where: (t) => hasType(t.tags, "SS") })`],
      wrong: [
        {
          code: `Task.delete(key, { where: (t) => hasType(t.tags, «"STRING_SET"») })`,
          says: `'"STRING_SET"' is not assignable`,
        },
      ],
    },
  ],
};
