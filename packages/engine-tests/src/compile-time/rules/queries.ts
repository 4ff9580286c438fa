import type { RuleGroup } from "../rule.ts";

export const queries: RuleGroup = {
  title: "Queries",
  rules: [
    {
      rule: "A query gives all attributes of the partition key, by value",
      right: [
        `Task.query({ userId: "u1" })`,
        `Task.indexes.byStatus.query({ status: "OPEN" })`,
        `Task.indexes.byTeam.query({ team: "red", region: "eu" })`,
      ],
      wrong: [
        { code: `Task.query(«{}»)`, says: 'QueryKey<"userId"' },
        { code: `Task.query(«{ taskId: "t1" }»)`, says: "Property 'userId' is missing" },
        { code: `Task.query({ «userId»: { beginsWith: "u" } })`, says: "is not assignable to type 'string'" },
        { code: `Task.indexes.byStatus.query(«{ dueDate: "2026-05-01" }»)`, says: "Property 'status' is missing" },
        { code: `Task.indexes.byStatus.query({ «status»: "NOPE" })`, says: `"OPEN" | "DONE"` },
        { code: `Task.indexes.byStatus.query({ «status»: { beginsWith: "O" } })`, says: `"OPEN" | "DONE"` },
        { code: `Task.indexes.byTeam.query(«{ team: "red" }»)`, says: "Property 'region' is missing" },
        {
          code: `Task.indexes.byTeam.query({ team: "red", «region»: { gte: "eu" } })`,
          says: "is not assignable to type 'string'",
        },
      ],
    },
    {
      rule: "Sort attributes are given from left to right",
      right: [
        `Task.indexes.byStatus.query({ status: "OPEN", dueDate: "2026-05-01" })`,
        `Task.indexes.byStatus.query({ status: "OPEN", dueDate: "2026-05-01", rank: 3 })`,
        `Task.indexes.byTeam.query({ team: "red", region: "eu", level: 3, city: "Oslo" })`,
      ],
      wrong: [
        {
          code: `Task.indexes.byStatus.query(«{ status: "OPEN", rank: 3 }»)`,
          says: "Property 'dueDate' is missing",
        },
        {
          code: `Task.indexes.byStatus.query(«{ status: "OPEN", dueDate: "2026-05-01", taskId: "t1" }»)`,
          says: "Property 'rank' is missing",
        },
        {
          code: `Task.indexes.byTeam.query(«{ team: "red", region: "eu", city: "Oslo" }»)`,
          says: "Property 'level' is missing",
        },
      ],
    },
    {
      rule: "The last sort attribute may be a range; those before it are values",
      right: [
        `Task.query({ userId: "u1", taskId: { beginsWith: "t" } })`,
        `Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["2026-05-01", "2026-05-31"] } })`,
        `Task.indexes.byStatus.query({ status: "OPEN", dueDate: "2026-05-01", rank: { gte: 3 } })`,
        `Task.indexes.byTeam.query({ team: "red", region: "eu", level: 3, city: { lt: "P" } })`,
        `Task.indexes.byOwner.query({ owner: "ada", dueDate: { gt: "2026-05-01" } })`,
        `Task.indexes.byUpdated.query({ userId: "u1", updatedAt: { gt: new Date() } })`,
      ],
      wrong: [
        {
          code: `Task.indexes.byStatus.query(«{ status: "OPEN", dueDate: { gt: "2026-05-01" }, rank: 3 }»)`,
          says: "'dueDate' comes before it, by value: only the last attribute may be a range",
        },
        {
          code: `Task.indexes.byTeam.query(«{ team: "red", region: "eu", level: { gt: 3 }, city: "Oslo" }»)`,
          says: "'level' comes before it, by value: only the last attribute may be a range",
        },
      ],
    },
    {
      rule: "A template that repeats an attribute of the partition key asks for it once",
      right: [`Task.indexes.byOwner.query({ owner: "ada", dueDate: "2026-05-01" })`],
      wrong: [
        {
          code: `Task.indexes.byOwner.query({ «owner»: { beginsWith: "a" } })`,
          says: "is not assignable to type 'string'",
        },
        { code: `Task.indexes.byOwner.query(«{ dueDate: "2026-05-01" }»)`, says: "Property 'owner' is missing" },
      ],
    },
    {
      rule: "A range is one comparison",
      right: [
        `Task.query({ userId: "u1", taskId: { gt: "t1" } })`,
        `Task.query({ userId: "u1", taskId: { between: ["t1", "t5"] } })`,
      ],
      wrong: [
        {
          code: `Task.query({ userId: "u1", taskId: { «gt»: "t1", «lt»: "t5" } })`,
          says: "a range is one comparison",
        },
        {
          code: `Task.query({ userId: "u1", «taskId»: {} })`,
          says: "Type '{}' is not assignable to type 'string | RangeOf<string, string>'",
        },
        { code: `Task.query({ userId: "u1", taskId: { «after»: "t1" } })`, says: "'after' does not exist" },
        {
          code: `Task.query({ userId: "u1", taskId: { «between»: ["t1"] } })`,
          says: "Source has 1 element(s) but target requires 2",
        },
      ],
    },
    {
      rule: "A prefix is of an attribute that is stored as a string",
      right: [`Task.indexes.byUpdated.query({ userId: "u1", updatedAt: { beginsWith: "2026-05" } })`],
      wrong: [
        {
          code: `Task.indexes.byStatus.query({ status: "OPEN", dueDate: "2026-05-01", rank: { «beginsWith»: "1" } })`,
          says: "only what is stored as a string has a prefix",
        },
        {
          code: `Task.indexes.byTeam.query({ team: "red", region: "eu", level: { «beginsWith»: "1" } })`,
          says: "only what is stored as a string has a prefix",
        },
      ],
    },
    {
      rule: "A key has no other attributes than those of the key",
      right: [`Task.query({ userId: "u1", taskId: "t1" })`, `Task.get(task)`],
      wrong: [
        { code: `Task.query({ userId: "u1", «title»: "x" })`, says: "'title' does not exist" },
        { code: `Task.indexes.byStatus.query({ status: "OPEN", «title»: "x" })`, says: "'title' does not exist" },
        { code: `Task.get(«{ userId: "u1" }»)`, says: "Property 'taskId' is missing" },
        { code: `Task.get({ userId: "u1", «taskId»: 1 })`, says: "'number' is not assignable to type 'string'" },
      ],
    },
    {
      rule: "Strongly consistent reads are of the table and of local indexes",
      right: [
        `Task.get(key, { consistent: true })`,
        `Task.query({ userId: "u1" }, { consistent: true })`,
        `Task.indexes.byUpdated.query({ userId: "u1" }, { consistent: true })`,
        `Task.indexes.byStatus.hydrate({ status: "OPEN" }, { consistent: true })`,
      ],
      wrong: [
        {
          code: `Task.indexes.byStatus.query({ status: "OPEN" }, { «consistent»: true })`,
          says: "a global index cannot be read consistently",
        },
        {
          code: `Task.indexes.byStatus.first({ status: "OPEN" }, { «consistent»: true })`,
          says: "a global index cannot be read consistently",
        },
        {
          code: `Task.indexes.byStatus.count({ status: "OPEN" }, { «consistent»: true })`,
          says: "a global index cannot be read consistently",
        },
        {
          code: `Task.indexes.byStatus.scan({ «consistent»: true })`,
          says: "a global index cannot be read consistently",
        },
      ],
    },
    {
      rule: "The filter of a query has no key attributes: the key condition takes those",
      right: [
        `Task.query({ userId: "u1" }, { where: (t) => eq(t.owner, "ada") })`,
        `Task.indexes.byStatus.query({ status: "OPEN" }, { where: (t) => eq(t.userId, "u1") })`,
        `Task.scan({ where: (t) => eq(t.userId, "u1") })`,
        `Plain.scan({ where: (t) => eq(t.day, "2026-05-01") })`,
        `Plain.query({ id: "u1" }, { where: (t) => eq(t.note, "x") })`,
        `Task.delete(key, { where: (t) => eq(t.userId, "u1") })`,
      ],
      wrong: [
        {
          code: `Task.indexes.byTeam.query({ team: "t", region: "r" }, { where: (t) => eq(«t.team», "t") })`,
          says: "no filter of a query tests a key attribute of what is queried",
        },
        {
          code: `Task.indexes.byTeam.count({ team: "t", region: "r" }, { where: (t) => gt(«t.level», 3) })`,
          says: "no filter of a query tests a key attribute of what is queried",
        },
        {
          code: `Task.indexes.byUpdated.first({ userId: "u1" }, { where: (t) => exists(«t.updatedAt») })`,
          says: "no filter of a query tests a key attribute of what is queried",
        },
        {
          code: `Plain.query({ id: "u1" }, { where: (t) => eq(«t.day», "2026-05-01") })`,
          says: "no filter of a query tests a key attribute of what is queried",
        },
      ],
    },
    {
      rule: "A filter has no attributes that the index does not project",
      right: [
        `Task.indexes.byOwner.query({ owner: "ada" }, { where: (t) => gt(t.points, 3) })`,
        `Task.indexes.byStatus.query({ status: "OPEN" }, { where: (t) => gt(t.count, 3) })`,
        `Task.indexes.byOwner.hydrate({ owner: "ada" }, { where: (t) => gt(t.points, 3) })`,
      ],
      wrong: [
        {
          code: `Task.indexes.byOwner.query({ owner: "ada" }, { where: (t) => gt(«t.count», 3) })`,
          says: "the index 'byOwner' does not project 'count'",
        },
        {
          code: `Task.indexes.byUpdated.query({ userId: "u1" }, { where: (t) => gt(«t.count», 3) })`,
          says: "the index 'byUpdated' does not project 'count'",
        },
      ],
    },
    {
      rule: "An entity has the indexes that its definition gives it",
      right: [`Task.indexes.byOwner.query({ owner: "ada" })`],
      wrong: [
        { code: `Task.indexes.«byOwners».query({ owner: "ada" })`, says: "Property 'byOwners' does not exist" },
        { code: `Order.indexes.«byOwner».query({ owner: "ada" })`, says: "Property 'byOwner' does not exist" },
      ],
    },
    {
      rule: "Options are those that there are",
      right: [`Task.query({ userId: "u1" }, { limit: 10, order: "descending" })`],
      wrong: [
        { code: `Task.query({ userId: "u1" }, { «Limit»: 10 })`, says: "'Limit' does not exist" },
        {
          code: `Task.query({ userId: "u1" }, { «order»: "desc" })`,
          says: `Type '"desc"' is not assignable to type '"ascending" | "descending"`,
        },
        { code: `Task.get(key, { «consistant»: true })`, says: "'consistant' does not exist" },
        { code: `Task.delete(key, { «wher»: () => undefined })`, says: "'wher' does not exist" },
        { code: `Task.update(key, { title: "x" }, { «returning»: "all" })`, says: `'"all"' is not assignable` },
      ],
    },
  ],
};
