import type { RuleGroup } from "../rule.ts";

export const scopes: RuleGroup = {
  title: "Scopes, collections and repositories",
  rules: [
    {
      rule: "A scoped repository fills in the attributes of the scope: no input has them",
      right: [
        `await tenantNotes.get({ noteId: "n1" })`,
        `await tenantNotes.create({ noteId: "n1", text: "x", owner: "ada" })`,
        `await tenantNotes.update({ noteId: "n1" }, { text: "x" })`,
        `await tenantNotes.query({})`,
        `(await tenantNotes.get({ noteId: "n1" }))?.tenantId.length`,
      ],
      wrong: [
        { code: `await tenantNotes.get({ «tenantId»: "t1", noteId: "n1" })`, says: "'tenantId' does not exist" },
        {
          code: `await tenantNotes.create({ «tenantId»: "t1", noteId: "n1", text: "x", owner: "ada" })`,
          says: "'tenantId' does not exist",
        },
        { code: `await tenantNotes.query({ «tenantId»: "t1" })`, says: "'tenantId' does not exist" },
        {
          code: `await tenantNotes.update({ noteId: "n1" }, { «tenantId»: "t2" })`,
          says: "attributes of the primary key do not change",
        },
        { code: `await tenantNotes.get(«{}»)`, says: "Property 'noteId' is missing" },
      ],
    },
    {
      rule: "Under a scope an index is there only if its partition key is made of the scope; nothing is read as a whole",
      right: [`await tenantNotes.indexes.byOwner.query({ owner: "ada" })`],
      wrong: [
        {
          code: `await tenantNotes.indexes.byStatus.«query»({ text: "x" })`,
          says: "the partition key of this index is not made of 'tenantId'",
        },
        { code: `tenantNotes.«scan»()`, says: "Property 'scan' does not exist" },
        { code: `tenantNotes.indexes.byOwner.«scan»()`, says: "Property 'scan' does not exist" },
      ],
    },
    {
      rule: "A scope takes entities whose partition key is made of its attributes",
      right: [`repository(scoped(db, { tenantId: "t1" }), Note)`, `scopedEntity(scoped(db, { tenantId: "t1" }), Note)`],
      wrong: [
        {
          code: `repository(scoped(db, { tenantId: "t1" }), «Task»)`,
          says: "its partition key is not made of 'tenantId', to which the connection is scoped",
        },
        {
          code: `scopedEntity(scoped(db, { tenantId: "t1" }), «Order»)`,
          says: "its partition key is not made of 'tenantId', to which the connection is scoped",
        },
        {
          code: `scoped(db, { «tenantId»: undefined })`,
          says: "Type 'undefined' is not assignable to type 'ScopeValue'",
        },
      ],
    },
    {
      rule: "A collection is queried by what its members share",
      right: [
        `const page = await db.send(userItems.query({ userId: "u1" })); page.groups.tasks.map(({ status }) => status);`,
        `userItems.query({ userId: "u1" }, { where: { tasks: (t) => eq(t.status, "OPEN") } })`,
        `const { items } = await db.send(userItems.query({ userId: "u1" })); for (const entry of items) if (entry.entity === "orders") entry.item.total;`,
      ],
      wrong: [
        { code: `userItems.query(«{}»)`, says: "Property 'userId' is missing" },
        { code: `userItems.query({ «userID»: "u1" })`, says: "'userID' does not exist" },
        {
          code: `userItems.query({ userId: "u1" }, { where: { «task»: () => undefined } })`,
          says: "'task' does not exist",
        },
        {
          code: `userItems.query({ userId: "u1" }, { where: { orders: (o) => eq(o.«status», "OPEN") } })`,
          says: "Property 'status' does not exist",
        },
        {
          code: `const page = await db.send(userItems.query({ userId: "u1" })); page.groups.«notes»;`,
          says: "Property 'notes' does not exist",
        },
        {
          code: `const { items } = await db.send(userItems.query({ userId: "u1" })); items.map((entry) => entry.item.«total»);`,
          says: "Property 'total' does not exist",
        },
        { code: `collection({ tasks: Task, «orders»: table })`, says: "has no properties in common with type" },
        {
          code: `collection({ tasks: Task, orders: Order }, { «index»: "byOwners" })`,
          says: `Type '"byOwners"' is not assignable`,
        },
      ],
    },
    {
      rule: "A repository has the verbs of its entity, sent",
      right: [
        `const tasks: Repository<typeof Task> = repository(db, Task); (await tasks.create(create)).title;`,
        `const reader: Pick<Repository<typeof Task>, "get"> = repository(db, Task); await reader.get(key);`,
        `const entities: readonly AnyEntity[] = [Task, Order]; describeModel(entities);`,
      ],
      wrong: [
        {
          code: `const «tasks»: Repository<typeof Task> = repository(db, Order);`,
          says: "is not assignable",
        },
        { code: `await repository(db, Task).«find»(key);`, says: "Property 'find' does not exist" },
        {
          code: `await repository(db, Task).update(key, { «dueDate»: "2026-05-01" });`,
          says: "an index template also needs 'rank'",
        },
        { code: `repository(db, «table»)`, says: "is not assignable to parameter of type" },
      ],
    },
    {
      rule: "Code for any entity asks for what it uses",
      right: [
        `interface Reads<K, T> { get(key: K): Promise<T | undefined> } const must = async <K, T>(items: Reads<K, T>, key: K): Promise<T> => { const item = await items.get(key); if (item === undefined) throw new Error("none"); return item; }; (await must(repository(db, Task), key)).title; (await must(repository(db, Order), { userId: "u", orderId: "o" })).total;`,
      ],
      wrong: [
        {
          code: `interface Reads<K, T> { get(key: K): Promise<T | undefined> } const must = async <K, T>(items: Reads<K, T>, key: NoInfer<K>): Promise<T> => (await items.get(key)) as T; await must(repository(db, Task), «{ userId: "u" }»);`,
          says: "Property 'taskId' is missing",
        },
      ],
    },
  ],
};
