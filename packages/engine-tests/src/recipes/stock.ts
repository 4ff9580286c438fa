import { type Database, decrement, defineEntity, defineTable, gte } from "keywright";
import * as z from "zod";

export const stockTable = defineTable({ name: "Stock", partitionKey: { sku: "S" } });
export const Stock = defineEntity({
  name: "Stock",
  table: stockTable,
  schema: z.object({ sku: z.string(), count: z.int().min(0) }),
});

/** Takes pieces out of stock, or none. */
export async function take(db: Database, sku: string, quantity: number): Promise<boolean> {
  if (!(quantity > 0)) throw new RangeError("quantity must be positive: taking -1 would put one in");
  const taking = Stock.update(
    { sku },
    { count: decrement(quantity) },
    { where: (s) => gte(s.count, quantity), returning: "none", exactlyOnce: true },
  );
  const sent = await db.attempt(taking);
  if (sent.ok) return true;
  if (sent.error.code === "condition-failed") return false;
  throw sent.error;
}
