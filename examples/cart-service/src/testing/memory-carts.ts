import { VersionConflictError } from "keywright";
import type { Carts } from "../cart/cart-service.ts";
import { Cart } from "../model/cart.ts";

export interface MemoryCarts extends Carts {
  /** Called before each update, as another writer may come first. */
  beforeUpdate: () => Promise<unknown>;
}

const emptyPage = {
  cursor: undefined,
  previous: undefined,
  capacity: { read: 0, write: 0 },
  skipped: 0,
  unreadable: [],
};

/** Carts in a map: as much of a repository as the services use, with its versions. */
export function memoryCarts(): MemoryCarts {
  const stored = new Map<string, Cart>();
  const save = (cart: Cart): Cart => {
    stored.set(cart.id, cart);
    return cart;
  };
  const update = async (
    { id }: { readonly id: string },
    changes: Partial<Cart>,
    { expected }: { readonly expected?: Cart | number } = {},
  ): Promise<Cart> => {
    await carts.beforeUpdate();
    const item = stored.get(id);
    if (item === undefined) throw new Error("the services update carts that they have read");
    const version = typeof expected === "object" ? expected.version : (expected ?? item.version);
    if (version !== item.version) {
      throw new VersionConflictError({
        entity: Cart.name,
        key: { id },
        verb: "update",
        expected: version,
        actual: item.version,
        item,
      });
    }
    return save({ ...item, ...changes, version: version + 1, updatedAt: new Date() });
  };
  const carts: MemoryCarts = {
    beforeUpdate: async () => undefined,
    // The result of a repository's reads depends on `select`, which the services do not use.
    get: (async ({ id }: { readonly id: string }) => stored.get(id)) as Carts["get"],
    create: async ({ id, customerId, lines = [] }) =>
      save({ id, customerId, lines: [...lines], version: 1, createdAt: new Date(), updatedAt: new Date() }),
    // A repository's `update` takes more: functions such as `increment`, callbacks, `returning`. The services use none of it.
    update: update as Carts["update"],
    indexes: {
      idx_global_customerId: {
        query: (async ({ customerId }: { readonly customerId: string }) => {
          const items = [...stored.values()].filter((cart) => cart.customerId === customerId);
          return { ...emptyPage, items };
        }) as Carts["indexes"]["idx_global_customerId"]["query"],
      },
    },
  };
  return carts;
}
