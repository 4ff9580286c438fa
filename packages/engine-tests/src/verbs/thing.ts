import { bytes, decimal, defineEntity, defineTable, epochSeconds, isoDateTime } from "keywright";
import * as z from "zod";

export const table = defineTable({ name: "Expressions", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
/** Attributes of every stored type. */
export const Thing = defineEntity({
  name: "Thing",
  table,
  schema: z.object({
    owner: z.string(),
    id: z.string(),
    title: z.string().default("Write"),
    alias: z.string().optional(),
    part: z.string().default("rit"),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    count: z.int().default(5),
    points: z.int().optional(),
    limit: z.int().default(10),
    big: z.bigint().default(2n ** 60n),
    price: decimal().optional(),
    done: z.boolean().default(false),
    nickname: z.string().nullable().default(null),
    tags: z.set(z.string()).optional(),
    ranks: z.set(z.int()).optional(),
    hashes: z.set(bytes()).optional(),
    notes: z.array(z.string()).optional(),
    log: z.array(z.string()).default(() => ["made"]),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int(), gift: z.string().optional() })).default(() => []),
    pair: z.tuple([z.string(), z.int()]).default(() => ["Write", 5] as [string, number]),
    scores: z.record(z.string(), z.int()).default(() => ({})),
    settings: z
      .object({ theme: z.string(), seen: z.int(), hint: z.string().optional() })
      .default(() => ({ theme: "dark", seen: 3 })),
    assignee: z
      .object({ name: z.string(), address: z.object({ city: z.string(), zip: z.string().optional() }).optional() })
      .optional(),
    payment: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("card"), last4: z.string(), note: z.string().optional() }),
        z.object({ kind: z.literal("cash"), currency: z.string(), note: z.string().optional() }),
      ])
      .default(() => ({ kind: "cash" as const, currency: "EUR" })),
    checksum: bytes().default(() => new Uint8Array([1, 2, 3])),
    expiresAt: epochSeconds().default(() => new Date("2100-01-01T00:00:00Z")),
    seenAt: isoDateTime().default(() => new Date("2026-05-01T00:00:00Z")),
  }),
  key: { PK: "OWNER#{owner}", SK: "THING#{id}" },
  storedAs: { title: "t", settings: "s" },
});

type Where = NonNullable<NonNullable<Parameters<typeof Thing.count>[1]>["where"]>;
/** What callbacks get. */
export type References = Parameters<Where>[0];
