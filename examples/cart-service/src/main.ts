import assert from "node:assert/strict";
import { startDynamoDB } from "@keywright/testkit";
import { cartTable } from "./model/cart.ts";
import { orderTable } from "./model/order.ts";
import { createRecorder, isByKey, nameOf } from "./requests/recorder.ts";
import { openShop } from "./shop.ts";
import { fillACart, shareACart } from "./story/carts.ts";
import { lookOrdersUp, placeOrders } from "./story/orders.ts";
import type { Show } from "./story/show.ts";

let now = new Date("2026-04-30T12:00:00Z");
const clock = () => now;
const recorder = createRecorder();
await using dynamodb = await startDynamoDB({
  tables: [cartTable, orderTable],
  connect: { clock, observe: recorder.observe, scans: "forbid" },
});
const shop = openShop(dynamodb.db, clock);

let requests = 0;
function check(): string {
  const taken = recorder.take();
  for (const event of taken) assert.ok(isByKey(event), `${nameOf(event)} does not go by a key`);
  requests += taken.length;
  return taken.map(nameOf).join(", ");
}
const show: Show = async (pattern, run) => {
  check();
  const result = await run();
  console.log(`${pattern}\n  ${check()}`);
  return result;
};

console.log(`Cart service, on ${dynamodb.engine.name}. Each access pattern, and the requests that it makes:\n`);
await fillACart(shop, show);
await shareACart(shop, show);
await placeOrders(shop, (date) => {
  now = date;
});
await lookOrdersUp(shop, show);
check();
console.log(`\n${requests} requests: each went by a key, and none was a scan.`);
