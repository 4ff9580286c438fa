import type { RuleGroup } from "../rule.ts";

export const updates: RuleGroup = {
  title: "Updates",
  rules: [
    {
      rule: "An update changes no attribute of the primary key: `move` does",
      right: [`Task.update(key, { title: "x" })`, `Task.move(task, { userId: "u2" })`],
      wrong: [
        {
          code: `Task.update(key, { «userId»: "u2" })`,
          says: "attributes of the primary key do not change: use move(...)",
        },
        {
          code: `Task.update(key, { title: "x", «taskId»: "t2" })`,
          says: "attributes of the primary key do not change: use move(...)",
        },
        {
          code: `Task.update(key, (t) => [set(«t.userId», "u2")])`,
          says: "attributes of the primary key do not change: use move(...)",
        },
      ],
    },
    {
      rule: "The library alone writes managed attributes",
      right: [`Task.update(key, { title: "x" })`],
      wrong: [
        {
          code: `Task.update(key, { «version»: 3 })`,
          says: "'version' is managed",
        },
        {
          code: `Task.update(key, { «updatedAt»: new Date() })`,
          says: "'updatedAt' is managed",
        },
        {
          code: `Task.update(key, (t) => [set(«t.version», 3)])`,
          says: "'version' is managed",
        },
      ],
    },
    {
      rule: "An update names attributes that there are",
      right: [`Task.update(key, { title: "x", count: 1 })`],
      wrong: [
        {
          code: `Task.update(key, { «tittle»: "x" })`,
          says: "the schema has no attribute 'tittle'",
        },
        { code: `Task.update(key, { count: 1, «tittle»: "x" })`, says: "the schema has no attribute 'tittle'" },
        { code: `Task.update(key, { settings: patch({ «them»: "dark" }) })`, says: "'them' does not exist" },
        {
          code: `Task.update(key, { assignee: whenExists(patch({ address: whenExists(patch({ «town»: "x" })) })) })`,
          says: "'town' does not exist",
        },
        { code: `Task.update(key, (t) => [set(t.«tittle», "x")])`, says: "Property 'tittle' does not exist" },
      ],
    },
    {
      rule: "A value has the type of its attribute",
      right: [
        `const changes: { title: string; points?: number; owner?: "ada" | "bob" } = { title: "x" }; Task.update(key, changes, { known: { dueDate: "2026-05-01" } })`,
        `Task.update(key, { count: 1, tags: new Set(["a"]) })`,
        `Task.update(key, { expiresAt: new Date() })`,
      ],
      wrong: [
        { code: `Task.update(key, { «count»: "1" })`, says: "'string' is not assignable" },
        {
          code: `Task.update(key, { settings: { «theme»: "drak", seen: 1 } })`,
          says: "this attribute takes a value of its type, or a change",
        },
      ],
    },
    {
      rule: "`remove` takes optional attributes only: an item without a required one could not be read",
      right: [
        `Task.update(key, { expiresAt: remove(), points: remove() })`,
        `Task.update(key, { settings: patch({ hint: remove() }) })`,
      ],
      wrong: [
        { code: `Task.update(key, { «count»: remove() })`, says: "remove() needs an optional attribute" },
        {
          code: `Task.update(key, { settings: patch({ «seen»: remove() }) })`,
          says: "remove() needs an optional attribute",
        },
        {
          code: `Task.update(key, { «labels»: remove(["a"]) })`,
          says: "remove([...]) needs an optional set",
        },
        {
          code: `Task.update(key, (t) => [set(t.count, «remove()»)])`,
          says: "remove() needs an optional attribute",
        },
      ],
    },
    {
      rule: "`undefined` is no change",
      right: [`Task.update(key, { expiresAt: remove() })`],
      wrong: [
        {
          code: `Task.update(key, «{ expiresAt: undefined }»)`,
          says: "undefined is no change: write remove()",
        },
      ],
    },
    {
      rule: "`increment` and `decrement` take numbers",
      right: [
        `Task.update(key, { count: increment(1) })`,
        `Task.update(key, { settings: patch({ seen: decrement(1) }) })`,
      ],
      wrong: [
        {
          code: `Task.update(key, { «title»: increment(1) })`,
          says: "need a number, in the program as in the table; this is stored as a string (S)",
        },
        {
          code: `Task.update(key, { «labels»: decrement(1) })`,
          says: "need a number, in the program as in the table; this is stored as a set",
        },
        {
          code: `Task.update(key, { «expiresAt»: increment(1, { from: 0 }) })`,
          says: "need a number, in the program as in the table",
        },
        { code: `Task.update(key, { «count»: increment(1n) })`, says: "need a number of the type of the attribute" },
      ],
    },
    {
      rule: "`increment` of an optional attribute says what an absent one counts for",
      right: [
        `Task.update(key, { points: increment(1, { from: 0 }) })`,
        `Task.update(key, { points: whenExists(increment(1)) })`,
      ],
      wrong: [
        {
          code: `Task.update(key, { «points»: increment(1) })`,
          says: "increment of an optional attribute needs { from }",
        },
      ],
    },
    {
      rule: "What lies under an optional parent needs the parent",
      right: [
        `Task.update(key, { assignee: whenExists(patch({ name: "Ada" })) })`,
        `Task.update(key, { assignee: { name: "Ada" } })`,
      ],
      wrong: [
        { code: `Task.update(key, { «assignee»: patch({ name: "Ada" }) })`, says: "write whenExists(patch(...))" },
        {
          code: `Task.update(key, { assignee: whenExists(patch({ «address»: patch({ zip: "1" }) })) })`,
          says: "write whenExists(patch(...))",
        },
      ],
    },
    {
      rule: "A template's attribute is replaced by a value: its keys are computed from it",
      right: [`Task.update(key, { dueDate: "2026-05-01", rank: 3, owner: "ada" })`],
      wrong: [
        {
          code: `Task.update(key, { «rank»: increment(1) }, { known: { dueDate: "2026-05-01", owner: "ada" } })`,
          says: "a template of an index uses this attribute",
        },
        {
          code: `Task.update(key, { «status»: ifNotExists("DONE") })`,
          says: "a template of an index uses this attribute",
        },
      ],
    },
    {
      rule: "A write that is sent exactly once gives no stored item back",
      right: [
        `Task.update(key, { count: increment(1) }, { exactlyOnce: true, returning: "none" })`,
        `Task.delete(key, { exactlyOnce: true })`,
      ],
      wrong: [
        {
          code: `Task.update(key, { count: increment(1) }, { «exactlyOnce»: true })`,
          says: "a transaction gives no stored item back: add returning: 'none'",
        },
        {
          code: `Task.delete(key, { returning: "old", «exactlyOnce»: true })`,
          says: "a transaction gives no stored item back",
        },
      ],
    },
    {
      rule: "A change of a part of an index template says the rest, or passes it as `known`",
      right: [
        `Task.update(key, { dueDate: "2026-05-01", rank: 3, owner: "ada" })`,
        `Task.update(key, { dueDate: "2026-05-01" }, { known: { rank: 3, owner: "ada" } })`,
        `Task.update(key, { status: "DONE" })`,
        `Task.update(key, { team: "blue" })`,
      ],
      wrong: [
        {
          code: `Task.update(key, { «rank»: 3 })`,
          says: "an index template also needs 'dueDate': change it too, or pass it in 'known'",
        },
        {
          code: `Task.update(key, { «dueDate»: "2026-05-01" }, { known: { owner: "ada" } })`,
          says: "an index template also needs 'rank'",
        },
      ],
    },
  ],
};
