import { type Database, repository } from "keywright";
import { type CartService, createCartService } from "./cart/cart-service.ts";
import { Cart } from "./model/cart.ts";
import { Order } from "./model/order.ts";
import { type Checkout, createCheckout } from "./order/checkout.ts";
import { createOrderService, type OrderService } from "./order/order-service.ts";

/** The services of the shop, on one connection. A program makes them once, where it starts. */
export interface Shop {
  readonly carts: CartService;
  readonly orders: OrderService;
  readonly checkout: Checkout;
}

export function openShop(db: Database, clock: () => Date): Shop {
  const carts = repository(db, Cart);
  const orders = repository(db, Order);
  return {
    carts: createCartService(carts),
    orders: createOrderService(orders),
    checkout: createCheckout({ carts, orders, clock }),
  };
}
