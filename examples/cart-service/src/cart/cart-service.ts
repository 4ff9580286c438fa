import { randomUUID } from "node:crypto";
import { type Repository, VersionConflictError } from "keywright";
import { Cart, type CartLine } from "../model/cart.ts";
import { CartError } from "./cart-error.ts";
import { addLine, changeQuantity, removeLine } from "./lines.ts";

type CartRepository = Repository<typeof Cart>;
type CustomerIndex = CartRepository["indexes"]["idx_global_customerId"];

/** What the services need of the carts' table. `repository(db, Cart)` has it; a test may bring its own. */
export interface Carts extends Pick<CartRepository, "get" | "create" | "update"> {
  readonly indexes: { readonly idx_global_customerId: Pick<CustomerIndex, "query"> };
}

export interface CartService {
  open(customerId: string): Promise<Cart>;
  get(id: string): Promise<Cart>;
  /** The carts of a customer. What was written a moment ago may be missing: indexes follow their table. */
  ofCustomer(customerId: string): Promise<readonly Cart[]>;
  add(id: string, line: CartLine): Promise<Cart>;
  changeQuantity(id: string, sku: string, quantity: number): Promise<Cart>;
  remove(id: string, sku: string): Promise<Cart>;
}

const attempts = 5;

export function createCartService(carts: Carts): CartService {
  /** Writes the lines under the version that was read. A conflict brings the cart as it is now: no second read. */
  async function edit(id: string, change: (lines: readonly CartLine[]) => CartLine[]): Promise<Cart> {
    let cart = await findCart(carts, id);
    for (let attempt = 1; ; attempt++) {
      if (cart.checkedOutAt !== undefined) throw new CartError("checked-out");
      try {
        return await carts.update({ id }, { lines: change(cart.lines) }, { expected: cart });
      } catch (error) {
        if (attempt === attempts || !VersionConflictError.isInstance(error, Cart) || !error.item) throw error;
        cart = error.item;
      }
    }
  }

  return {
    open: (customerId) => carts.create({ id: randomUUID(), customerId }),
    get: (id) => findCart(carts, id),
    async ofCustomer(customerId) {
      const { items } = await carts.indexes.idx_global_customerId.query({ customerId });
      return items;
    },
    add: (id, line) => edit(id, (lines) => addLine(lines, line)),
    changeQuantity: (id, sku, quantity) => edit(id, (lines) => changeQuantity(lines, sku, quantity)),
    remove: (id, sku) => edit(id, (lines) => removeLine(lines, sku)),
  };
}

/** Reads a cart consistently, since its version is about to be relied on. */
export async function findCart(carts: Pick<Carts, "get">, id: string): Promise<Cart> {
  const cart = await carts.get({ id }, { consistent: true });
  if (cart === undefined) throw new CartError("not-found");
  return cart;
}
