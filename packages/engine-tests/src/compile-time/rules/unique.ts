import type { RuleGroup } from "../rule.ts";

const definition = `name: "U", table, schema: z.object({ id: z.string(), email: z.string() }), key: { PK: "U#{id}", SK: "U" }`;

export const unique: RuleGroup = {
  title: "Unique attributes",
  rules: [
    {
      rule: "`unique` lists attributes of the schema",
      right: [
        `defineEntity({ ${definition}, unique: { email: ["email:lower"] } })`,
        `defineEntity({ ${definition}, unique: { pair: ["id", "email"] } })`,
      ],
      wrong: [
        {
          code: `defineEntity({ ${definition}, «unique»: { email: ["emial"] } })`,
          says: "the schema has no attribute 'emial'",
        },
        {
          code: `defineEntity({ ${definition}, «unique»: { email: ["emial:lower"], pair: ["id", "email"] } })`,
          says: "the schema has no attribute 'emial'",
        },
      ],
    },
    {
      rule: "An update of unique attributes takes the item as it was read",
      right: [
        `User.update(user, { title: "x" })`,
        `User.update(user, { email: "x" }, { previous: user, returning: "none" })`,
        `User.update(user, { handle: remove(), title: "x" }, { previous: { ...user }, returning: "none" })`,
      ],
      wrong: [
        {
          code: `User.update(user, { «email»: "x" })`,
          says: "'email' is unique: add previous: item, as it was read, and returning: 'none'",
        },
        {
          code: `User.update(user, { title: "x", «handle»: remove() }, { returning: "none" })`,
          says: "'handle' is unique: add previous: item, as it was read, and returning: 'none'",
        },
        {
          code: `repository(db, User).update(user, { «email»: "x" })`,
          says: "'email' is unique: add previous: item, as it was read, and returning: 'none'",
        },
        {
          code: `Order.update({ userId: "u1", orderId: "o1" }, { title: "x" }, { «previous»: user })`,
          says: "the entity has no unique attributes",
        },
      ],
    },
    {
      rule: "A deletion of what has unique attributes takes the item as it was read",
      right: [
        `User.delete(user, { previous: user })`,
        `User.delete(user, { previous: user, mustExist: false })`,
        `Order.delete({ userId: "u1", orderId: "o1" })`,
      ],
      wrong: [
        {
          code: `User.delete(«user»)`,
          says: "unique attributes must be given free: add previous: item, as it was read",
        },
        {
          code: `User.delete(«{ tenantId: "t1", userId: "u1" }», { returning: "none" })`,
          says: "unique attributes must be given free: add previous: item, as it was read",
        },
      ],
    },
    {
      rule: "A batch takes no writes of entities with unique attributes",
      right: [
        `transactAll([User.put(user), User.create(user)])`,
        `batchWrite([Order.put({ userId: "u1", orderId: "o1", title: "x", total: 1 })])`,
      ],
      wrong: [
        { code: `batchWrite([«User.put(user)»])`, says: "is not assignable to type" },
        {
          code: `batchWrite([«User.delete(user, { previous: user, mustExist: false })»])`,
          says: "is not assignable to type",
        },
      ],
    },
  ],
};
