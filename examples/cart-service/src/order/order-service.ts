import { eq, type Page, type Repository } from "keywright";
import type { Order } from "../model/order.ts";

export type Orders = Repository<typeof Order>;

/** An order as the list of a status shows it: what the index projects. */
export type OrderSummary = Pick<Order, "user_id" | "order_date" | "status" | "amount">;

/** From the first to the last moment, both included. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export interface PageOptions {
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

export interface OrderService {
  /** Orders of a customer, the newest first. */
  ofUser(userId: string, period: Period, page?: PageOptions): Promise<Page<Order>>;
  /** The last order of a customer; `undefined` of one who never ordered. */
  latestOf(userId: string): Promise<Order | undefined>;
  /** Orders of a customer that cost more than this many cents, the dearest first. */
  over(userId: string, amount: number, page?: PageOptions): Promise<Page<Order>>;
  /** Orders of all customers in a status, the oldest first: the ones to ship next. */
  withStatus(status: Order["status"], period: Period, page?: PageOptions): Promise<Page<OrderSummary>>;
  /** @throws ConditionFailedError where the order was shipped before */
  ship(order: Pick<Order, "user_id" | "order_date">): Promise<Order>;
}

export function createOrderService(orders: Orders): OrderService {
  return {
    ofUser: (user_id, { from, to }, page) =>
      orders.query({ user_id, order_date: { between: [from, to] } }, { ...page, order: "descending" }),
    latestOf: (user_id) => orders.first({ user_id }, { order: "descending" }),
    over: (user_id, amount, page) =>
      orders.indexes.idx_local_amount.query({ user_id, amount: { gt: amount } }, { ...page, order: "descending" }),
    withStatus: (status, { from, to }, page) =>
      orders.indexes.idx_global_status.query({ status, order_date: { between: [from, to] } }, page),
    ship: ({ user_id, order_date }) =>
      orders.update({ user_id, order_date }, { status: "SHIPPED" }, { where: (order) => eq(order.status, "PLACED") }),
  };
}
