import type { RuleGroup } from "../rule.ts";

export const projections: RuleGroup = {
  title: "Projections",
  rules: [
    {
      rule: "A mask goes into maps, and the result has what it names",
      right: [
        `const part = await db.send(Task.get(key, { select: { title: true, assignee: { name: true } } })); part?.title.at(0); part?.assignee?.name.at(0);`,
        `const page = await db.send(Task.query({ userId: "u1" }, { select: { settings: { theme: true } } })); page.items[0]?.settings.theme.at(0);`,
        `Task.indexes.byOwner.query({ owner: "ada" }, { select: { title: true } })`,
      ],
      wrong: [
        { code: `Task.get(key, { select: { «tittle»: true } })`, says: "'tittle' does not exist" },
        { code: `Task.get(key, { select: { assignee: { «nam»: true } } })`, says: "'nam' does not exist" },
        {
          code: `const part = await db.send(Task.get(key, { select: { settings: { theme: true } } })); part?.settings.«seen»;`,
          says: "Property 'seen' does not exist",
        },
        {
          code: `const part = await db.send(Task.get(key, { select: { title: true } })); part?.«status»;`,
          says: "Property 'status' does not exist",
        },
        { code: `Task.get(key, { «select»: { lines: { 0: true } } })`, says: "is not assignable to type" },
      ],
    },
    {
      rule: "`select` names attributes that there are",
      right: [
        `Task.get(key, { select: ["title", "version"] })`,
        `Task.query({ userId: "u1" }, { select: ["title"] })`,
        `Task.scan({ select: ["title", "assignee"] })`,
      ],
      wrong: [
        { code: `Task.get(key, { select: [«"tittle"»] })`, says: `Type '"tittle"' is not assignable to type` },
        { code: `Task.get(key, { select: ["title", «"tittle"»] })`, says: `Did you mean '"title"'?` },
        {
          code: `Task.query({ userId: "u1" }, { select: [«"nope"»] })`,
          says: `Type '"nope"' is not assignable to type`,
        },
        { code: `Task.get(key, { «select»: "title" })`, says: "Type 'string' is not assignable to type 'readonly" },
      ],
    },
    {
      rule: "`select` on a global index names what it projects",
      right: [
        `Task.indexes.byOwner.query({ owner: "ada" }, { select: ["title", "userId", "dueDate"] })`,
        `Task.indexes.byStatus.query({ status: "OPEN" }, { select: ["count"] })`,
        `Task.indexes.byOwner.hydrate({ owner: "ada" }, { select: ["count"] })`,
        `Task.indexes.byUpdated.query({ userId: "u1" }, { select: ["count"] })`,
      ],
      wrong: [
        {
          code: `Task.indexes.byOwner.query({ owner: "ada" }, { select: [«"count"»] })`,
          says: `Type '"count"' is not assignable to type`,
        },
        {
          code: `Task.indexes.byOwner.first({ owner: "ada" }, { select: [«"count"»] })`,
          says: `Type '"count"' is not assignable to type`,
        },
        {
          code: `Task.indexes.byOwner.scan({ select: [«"count"»] })`,
          says: `Type '"count"' is not assignable to type`,
        },
        {
          code: `Task.indexes.byOwner.query({ owner: "ada" }, { select: [«"~partial"»] })`,
          says: `Type '"~partial"' is not assignable to type`,
        },
      ],
    },
    {
      rule: "A result has what was selected, and what the index projects, and no more",
      right: [
        `const part = await db.send(Task.get(key, { select: ["title"] })); part?.title.length;`,
        `const page = await db.send(Task.indexes.byOwner.query({ owner: "ada" })); page.items.map(({ userId, title, points, dueDate }) => [userId, title, points, dueDate]);`,
        `const page = await db.send(Task.indexes.byOwner.hydrate({ owner: "ada" })); page.items.map(({ count }) => count);`,
      ],
      wrong: [
        {
          code: `const part = await db.send(Task.get(key, { select: ["title"] })); part?.«count»;`,
          says: "Property 'count' does not exist",
        },
        {
          code: `const page = await db.send(Task.indexes.byOwner.query({ owner: "ada" })); page.items.map((item) => item.«count»);`,
          says: "Property 'count' does not exist",
        },
        {
          code: `const page = await db.send(Task.indexes.byUpdated.query({ userId: "u1" })); page.items.map((item) => item.«title»);`,
          says: "Property 'title' does not exist",
        },
        { code: `const item = await db.send(Task.get(key)); «item».title;`, says: "'item' is possibly 'undefined'" },
      ],
    },
    {
      rule: "An item of which only a part was read is not put: the rest would be lost",
      right: [`const whole = await db.send(Task.get(key)); if (whole) Task.put({ ...whole, title: "x" });`],
      wrong: [
        {
          code: `const part = await db.send(Order.get({ userId: "u", orderId: "o" }, { select: ["userId", "orderId", "title", "total"] })); if (part) Order.put(«part»);`,
          says: "only a part of this item was read: put would lose the rest. Read all of it, or use update",
        },
        {
          code: `const [part] = (await db.send(Task.indexes.byOwner.query({ owner: "ada" }))).items; if (part) Task.put(«{ ...task, ...part }»);`,
          says: "only a part of this item was read: put would lose the rest. Read all of it, or use update",
        },
      ],
    },
  ],
};
