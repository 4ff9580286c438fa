import type { RuleGroup } from "../rule.ts";

export const reuse: RuleGroup = {
  title: "Reuse",
  rules: [
    {
      rule: "A condition is a function of references, and a value of its entity",
      right: [
        `const open = (t: References<typeof Task>) => eq(t.status, "OPEN"); const late = (t: References<typeof Task>) => and(open(t), lt(t.dueDate, "2026")); Task.scan({ where: late })`,
        `const all = (list: readonly ConditionOf<typeof Task>[]): Condition<"Task"> => or(...list);`,
        `const big = <N extends string>(refs: { readonly title: Ref<N, string, string> }): Condition<N> => gt(size(refs.title), 80); Task.scan({ where: big }); Order.scan({ where: big })`,
      ],
      wrong: [
        {
          code: `const open = (t: References<typeof Task>) => eq(t.«staus», "OPEN");`,
          says: "Property 'staus' does not exist",
        },
        {
          code: `const open = (t: References<typeof Task>): ConditionOf<typeof Order> => «eq(t.status, "OPEN")»;`,
          says: `Type '"Task"' is not assignable to type '"Order"'`,
        },
        {
          code: `const done = <N extends string>(refs: { readonly done: Ref<N, boolean | undefined, boolean | undefined> }): Condition<N> => eq(refs.done, true); Order.scan({ «where»: done })`,
          says: "Property 'done' is missing",
        },
      ],
    },
    {
      rule: "Changes are a constant, checked where it stands and where it is used",
      right: [
        `const close = { status: "DONE", points: increment(1, { from: 0 }) } as const satisfies UpdateOf<typeof Task>; Task.update(key, close)`,
        `const touch = (t: References<typeof Task>): Action<"Task"> => set(t.count, increment(1)); Task.update(key, (t) => [touch(t)])`,
      ],
      wrong: [
        {
          code: `const close = { «staus»: "DONE" } as const satisfies UpdateOf<typeof Task>;`,
          says: "'staus' does not exist",
        },
        {
          code: `const close = { «status»: "CLOSED" } as const satisfies UpdateOf<typeof Task>;`,
          says: `Type '"CLOSED"' is not assignable to type`,
        },
        {
          code: `const close = { total: 3 } as const satisfies UpdateOf<typeof Order>; Task.update(key, «close»)`,
          says: "the schema has no attribute 'total'",
        },
        {
          code: `const later = { dueDate: "2026-05-01" } as const satisfies UpdateOf<typeof Task>; Task.update(key, «later»)`,
          says: "an index template also needs 'rank'",
        },
      ],
    },
    {
      rule: "A projection is a constant",
      right: [
        `const summary = ["title", "status"] as const satisfies readonly AttributeOf<typeof Task>[]; const part = await db.send(Task.get(key, { select: summary })); part?.status;`,
        `const row: PartOf<typeof Task, "title"> | undefined = await db.send(Task.get(key, { select: ["title"] })); row?.title;`,
        `const titles = (rows: readonly PartOf<typeof Task, "title">[]) => rows.map(({ title }) => title);`,
      ],
      wrong: [
        {
          code: `const summary = [«"tittle"»] as const satisfies readonly AttributeOf<typeof Task>[];`,
          says: `Type '"tittle"' is not assignable to type`,
        },
        {
          code: `const summary = ["title", "count"] as const; Task.indexes.byOwner.query({ owner: "ada" }, { «select»: summary })`,
          says: `Type '"count"' is not assignable to type`,
        },
        {
          code: `const summary = ["title"] as const; (await db.send(Task.get(key, { select: summary })))?.«count»;`,
          says: "Property 'count' does not exist",
        },
        { code: `type Row = PartOf<typeof Task, «"tittle"»>;`, says: "does not satisfy the constraint" },
      ],
    },
    {
      rule: "Keys and inputs have names",
      right: [
        `const k: KeyOf<typeof Task> = { userId: "u1", taskId: "t1" }; Task.get(k)`,
        `const draft: CreateInputOf<typeof Order> = { userId: "u1", orderId: "o1", title: "x", total: 1 }; Order.create(draft)`,
      ],
      wrong: [
        { code: `const «k»: KeyOf<typeof Task> = { userId: "u1" };`, says: "Property 'taskId' is missing" },
        {
          code: `const «draft»: CreateInputOf<typeof Order> = { userId: "u1", orderId: "o1", title: "x" };`,
          says: "Property 'total' is missing",
        },
      ],
    },
    {
      rule: "A repository for any entity is generic in the entity's types",
      right: [
        `class Store<T extends AnyTypes> { readonly items: Verbs<"sent", T>; constructor(items: Verbs<"sent", T>) { this.items = items; } async read(k: T["key"]): Promise<T["item"]> { return (await this.items.get(k)) ?? this.items.create({} as T["create"]); } } const order: Item<typeof Order> = await new Store(repository(db, Order)).read({ userId: "u1", orderId: "o1" });`,
      ],
      wrong: [
        {
          code: `const read = <T extends AnyTypes>(items: Verbs<"sent", T>, k: T["key"]): Promise<T["item"] | undefined> => items.get(k); read(repository(db, Order), «{ userId: "u1" }»)`,
          says: "Property 'orderId' is missing",
        },
        {
          code: `const close = <T extends AnyTypes & { readonly references: { readonly closed: Ref<string, boolean, boolean> } }>(items: Verbs<"sent", T>, k: T["key"]) => items.update(k, (item) => [set(item.closed, true)]); close(«repository(db, Order)», { userId: "u1", orderId: "o1" })`,
          says: 'is not assignable to parameter of type \'Verbs<"sent"',
        },
      ],
    },
  ],
};
