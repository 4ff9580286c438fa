import type { Condition } from "@keywright/expressions";
import type { AnyTypes } from "./entity-types.ts";
import type { Selected } from "./item.ts";

/** An entity, as far as one of its types goes. */
interface With<P extends keyof AnyTypes> {
  readonly "~types"?: Pick<AnyTypes, P>;
}

// Looked up, so that the compiler does not carry the entity along as an argument of an alias: it finds that too deep in arrays.
interface Parts<I, A> {
  readonly selected: Selected<I, A>;
}

type TypeOf<E extends With<P>, P extends keyof AnyTypes> = NonNullable<E["~types"]>[P];

/**
 * What `where` and the callback form of `update` get: for conditions that are functions of their own.
 *
 * @example
 * const isOpen = (t: References<typeof Task>) => eq(t.status, "OPEN");
 * Task.query({ userId: "u1" }, { where: isOpen });
 */
export type References<E extends With<"references">> = TypeOf<E, "references">;

/**
 * A condition on items of an entity.
 *
 * @example
 * const conditions: ConditionOf<typeof Task>[] = [];
 */
export type ConditionOf<E extends With<"name">> = Condition<TypeOf<E, "name">>;

/**
 * What identifies an item: the attributes of its primary key.
 *
 * @example
 * const key: KeyOf<typeof Task> = { userId: "u1", taskId: "t1" };
 */
export type KeyOf<E extends With<"key">> = TypeOf<E, "key">;

/**
 * What `create` takes: without managed attributes; those that are optional or have a default may be left out.
 *
 * @example
 * const draft: CreateInputOf<typeof Task> = { userId: "u1", taskId: "t1", title: "Write" };
 */
export type CreateInputOf<E extends With<"create">> = TypeOf<E, "create">;

/**
 * What `update` takes in its object form.
 *
 * @example
 * const close = { status: "DONE", points: increment(1, { from: 0 }) } as const satisfies UpdateOf<typeof Task>;
 * Task.update({ userId: "u1", taskId: "t1" }, close);
 */
export type UpdateOf<E extends With<"changes">> = TypeOf<E, "changes">;

/**
 * The names of all attributes, as `select` takes them.
 *
 * @example
 * const columns = ["title", "status"] as const satisfies readonly AttributeOf<typeof Task>[];
 * Task.get({ userId: "u1", taskId: "t1" }, { select: columns });
 */
export type AttributeOf<E extends With<"names">> = TypeOf<E, "names">;

/**
 * An item of which only some attributes were read, as `select` gives it: `put` refuses it.
 *
 * @example
 * type Row = PartOf<typeof Task, "title" | "status">;
 */
export type PartOf<E extends With<"item" | "names">, A extends AttributeOf<E>> = Parts<
  TypeOf<E, "item">,
  A
>["selected"];
