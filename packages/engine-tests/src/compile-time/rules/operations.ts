import type { RuleGroup } from "../rule.ts";

export const operations: RuleGroup = {
  title: "Operations",
  rules: [
    {
      rule: "An operation is sent, not awaited",
      right: [`const item = await db.send(Task.get(key)); item?.title;`, `await repository(db, Task).delete(key);`],
      wrong: [
        {
          code: `«await Task.get(key)»;`,
          says: "an operation does nothing until you pass it to db.send(...)",
        },
        {
          code: `«await Task.delete(key)»;`,
          says: "an operation does nothing until you pass it to db.send(...)",
        },
        {
          code: `async function «change»() { return Task.delete(key); }`,
          says: "an operation does nothing until you pass it to db.send(...)",
        },
        {
          code: `const change = «async () => Task.delete(key)»;`,
          says: "an operation does nothing until you pass it to db.send(...)",
        },
      ],
    },
    {
      rule: "An operation is not what sending it gives",
      right: [`const title = (await db.send(Task.get(key)))?.title;`],
      wrong: [
        { code: `Task.get(key).«title»;`, says: "Property 'title' does not exist" },
        { code: `for await (const item of «Task.query({ userId: "u1" })») item;`, says: "[Symbol.asyncIterator]()" },
      ],
    },
    {
      rule: "`db.send` takes operations, and `db.items` those that read pages",
      right: [
        `for await (const item of db.items(Task.query({ userId: "u1" }))) item.title;`,
        `await db.send(Task.check(key))`,
      ],
      wrong: [
        { code: `db.send(«key»)`, says: "is missing the following properties" },
        { code: `db.items(«Task.get(key)»)`, says: "is not assignable to parameter of type 'PagedOperation" },
        { code: `db.items(«Task.delete(key)»)`, says: "is not assignable to parameter of type 'PagedOperation" },
      ],
    },
    {
      rule: "What `returning` asks for is what a write gives",
      right: [
        `(await db.send(Task.update(key, { title: "x" }))).title;`,
        `(await db.send(Task.delete(key, { returning: "old" }))).title;`,
        `(await db.send(Task.delete(key, { returning: "old", mustExist: false })))?.title;`,
      ],
      wrong: [
        {
          code: `«(await db.send(Task.update(key, { title: "x" }, { returning: "none" })))».title;`,
          says: "Object is possibly 'undefined'",
        },
        {
          code: `«(await db.send(Task.delete(key, { returning: "old", mustExist: false })))».title;`,
          says: "Object is possibly 'undefined'",
        },
        {
          code: `const changed = await db.send(Task.update(key, { title: "x" }, { returning: "changed" })); «changed.title».length;`,
          says: "'changed.title' is possibly 'undefined'",
        },
      ],
    },
  ],
};
