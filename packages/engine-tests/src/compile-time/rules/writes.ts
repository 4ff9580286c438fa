import type { RuleGroup } from "../rule.ts";

export const writes: RuleGroup = {
  title: "Whole items",
  rules: [
    {
      rule: "`create` takes all attributes but those that are optional, have a default, or are managed",
      right: [`Task.create(create)`, `Task.create({ ...create, points: 3, status: "DONE" })`],
      wrong: [
        { code: `Task.create(«key»)`, says: "is missing the following properties" },
        { code: `Order.create(«{ userId: "u1", orderId: "o1", title: "x" }»)`, says: "Property 'total' is missing" },
        { code: `Task.create({ ...create, «tittle»: "x" })`, says: "'tittle' does not exist" },
        {
          code: `Task.create({ ...create, settings: { theme: "dark", seen: 1, «hin»: "x" } })`,
          says: "'hin' does not exist",
        },
      ],
    },
    {
      rule: "Values are those of the program: a Date, not the stored number",
      right: [`Task.create({ ...create, expiresAt: new Date(), seenAt: new Date(), blob: { colour: "red" } })`],
      wrong: [
        {
          code: `Task.create({ ...create, «expiresAt»: 1767225600 })`,
          says: "Type 'number' is not assignable to type 'Date'",
        },
        {
          code: `Task.create({ ...create, «seenAt»: "2026-01-01T00:00:00.000Z" })`,
          says: "Type 'string' is not assignable to type 'Date'",
        },
        {
          code: `Task.create({ ...create, «blob»: "{}" })`,
          says: "Type 'string' is not assignable to type '{ colour: string; }'",
        },
        {
          code: `Task.create({ ...create, «status»: "OPENED" })`,
          says: `Type '"OPENED"' is not assignable to type '"OPEN" | "DONE"`,
        },
      ],
    },
    {
      rule: "Managed attributes are those of the entity, with their types",
      right: [`Task.create(create)`, `Task.put(task)`],
      wrong: [
        {
          code: `Order.create({ userId: "u1", orderId: "o1", title: "x", total: 1, «version»: 1 })`,
          says: "'version' does not exist",
        },
        {
          code: `Task.create({ ...create, «version»: "1" })`,
          says: "Type 'string' is not assignable to type 'number'",
        },
      ],
    },
    {
      rule: "`put` of a versioned entity takes the version that was read",
      right: [
        `Task.put({ ...create, version: 3 })`,
        `Order.put({ userId: "u1", orderId: "o1", title: "x", total: 1 })`,
      ],
      wrong: [{ code: `Task.put(«create»)`, says: "Property 'version' is missing" }],
    },
    {
      rule: "`move` takes attributes that there are, and the item that was read",
      right: [`Task.move(task, { userId: "u2" })`],
      wrong: [
        { code: `Task.move(task, { «userID»: "u2" })`, says: "'userID' does not exist" },
        { code: `Task.move(«key», { userId: "u2" })`, says: "is missing the following properties" },
      ],
    },
    {
      rule: "`expected` is an item of the entity that was read, or a version",
      right: [`Task.update(key, { title: "x" }, { expected: task })`, `Task.delete(key, { expected: 3 })`],
      wrong: [
        { code: `Task.update(key, { title: "x" }, { «expected»: "3" })`, says: "Type 'string' is not assignable" },
        { code: `Task.delete(key, { «expected»: key })`, says: "is not assignable to type 'number |" },
        {
          code: `Order.delete({ userId: "u1", orderId: "o1" }, { «expected»: 3 })`,
          says: "'Order' has no version",
        },
      ],
    },
  ],
};
