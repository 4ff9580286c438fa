import { type AnyTypes, type Ref, set, type Verbs } from "keywright";
import { isLeft } from "./conditions.ts";

/** A repository of the application's own, for any entity. */
export class Store<T extends AnyTypes> {
  protected readonly items: Verbs<"sent", T>;

  constructor(items: Verbs<"sent", T>) {
    this.items = items;
  }

  async read(key: T["key"]): Promise<T["item"]> {
    const item = await this.items.get(key);
    if (item === undefined) throw new Error("There is no such item");
    return item;
  }

  async list(key: T["queryKey"]): Promise<readonly T["item"][]> {
    return (await this.items.query(key)).items;
  }

  async add(item: T["create"]): Promise<T["item"]> {
    return await this.items.create(item);
  }

  async remove(key: T["key"]): Promise<void> {
    await this.items.delete(key);
  }
}

export interface Closable extends AnyTypes {
  readonly references: { readonly closedOn: Ref<string, string | undefined, string | undefined> };
}

export class ClosingStore<T extends Closable> extends Store<T> {
  override async remove(key: T["key"]): Promise<void> {
    await this.items.update(key, (item) => [set(item.closedOn, "2026-05-01")], { where: isLeft });
  }
}
