import { ItemExistsError, type Repository, VersionConflictError } from "keywright";
import { CartError } from "../cart/cart-error.ts";
import { type Carts, findCart } from "../cart/cart-service.ts";
import { totalOf } from "../cart/lines.ts";
import { Cart } from "../model/cart.ts";
import { Order } from "../model/order.ts";

export interface CheckoutOptions {
  readonly carts: Pick<Carts, "get" | "update">;
  readonly orders: Pick<Repository<typeof Order>, "create">;
  readonly clock?: () => Date;
}

/**
 * Makes an order of a cart, as the customer saw it: `version` is the one that was on the screen.
 *
 * Two writes. The first closes the cart and names the time of its order, which with the customer is the order's key; so a
 * call that was cut off between the two is finished by the next one, and no cart is ever ordered twice.
 *
 * @throws VersionConflictError with the cart as it is now, where it changed since the customer saw it
 */
export type Checkout = (cartId: string, version: number) => Promise<Order>;

export function createCheckout({ carts, orders, clock = () => new Date() }: CheckoutOptions): Checkout {
  async function close(id: string, version: number): Promise<Cart> {
    const cart = await findCart(carts, id);
    if (cart.checkedOutAt !== undefined) return cart;
    if (cart.lines.length === 0) throw new CartError("empty");
    try {
      return await carts.update({ id }, { checkedOutAt: clock() }, { expected: version });
    } catch (error) {
      const stored = VersionConflictError.isInstance(error, Cart) ? error.item : undefined;
      if (stored?.checkedOutAt === undefined) throw error;
      return stored;
    }
  }

  async function place(cart: Cart): Promise<Order> {
    const { id, customerId, lines, checkedOutAt } = cart;
    if (checkedOutAt === undefined) throw new Error("a cart is closed before it is ordered");
    try {
      return await orders.create({
        user_id: customerId,
        order_date: checkedOutAt,
        cart_id: id,
        amount: totalOf(lines),
        lines,
      });
    } catch (error) {
      if (!ItemExistsError.isInstance(error, Order) || !error.item) throw error;
      if (error.item.cart_id === id) return error.item;
      // Another cart of this customer was closed in the same millisecond and has the key: take the next one.
      const later = new Date(checkedOutAt.getTime() + 1);
      return place(await carts.update({ id }, { checkedOutAt: later }, { expected: cart }));
    }
  }

  return async (cartId, version) => place(await close(cartId, version));
}
