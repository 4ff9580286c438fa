import { expectTypeOf, test } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import type { WriteInput } from "./create-input.ts";

test("defaults may be left out at any depth, in zod and zod/mini", () => {
  const full = z.object({
    id: z.string().brand<"Id">(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    note: z.string().optional(),
    nothing: z.string().nullable(),
    lines: z.array(z.object({ sku: z.string(), count: z.number().default(1) })),
    settings: z.object({ color: z.string().default("red") }).optional(),
    tags: z.set(z.string()),
    scores: z.record(z.string(), z.object({ n: z.number().default(0) })),
  });
  type Input = WriteInput<typeof full>;
  type Id = string & z.core.$brand<"Id">;
  const minimal: Input = {
    id: "a" as Id,
    nothing: null,
    lines: [{ sku: "a" }],
    settings: {},
    tags: new Set(),
    scores: { de: {} },
  };
  expectTypeOf(minimal.status).toEqualTypeOf<"OPEN" | "DONE" | undefined>();
  // @ts-expect-error a plain string is no Id
  const unbranded: Input = { ...minimal, id: "a" };
  // @ts-expect-error `sku` has no default
  const missing: Input = { ...minimal, lines: [{ count: 1 }] };

  const small = mini.object({
    id: mini.string(),
    status: mini._default(mini.string(), "OPEN"),
    note: mini.optional(mini.string()),
  });
  expectTypeOf<{ id: string }>().toExtend<WriteInput<typeof small>>();
  // @ts-expect-error `id` is required
  const empty: WriteInput<typeof small> = {};
  void [unbranded, missing, empty];
});

test("a discriminated union takes each variant", () => {
  const union = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), last4: z.string(), retries: z.number().default(0) }),
    z.object({ kind: z.literal("cash"), currency: z.string() }),
  ]);
  expectTypeOf<{ kind: "card"; last4: string }>().toExtend<WriteInput<typeof union>>();
  // @ts-expect-error cash has no last4
  const mixed: WriteInput<typeof union> = { kind: "cash", last4: "1234" };
  void mixed;
});

test("recursive schemas", () => {
  const Node = z.object({
    name: z.string(),
    get children(): z.ZodArray<typeof Node> {
      return z.array(Node);
    },
  });
  expectTypeOf<{ name: string; children: [{ name: string; children: [] }] }>().toExtend<WriteInput<typeof Node>>();
});
