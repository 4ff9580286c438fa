import * as z from "zod";

const same = {
  id: "D1",
  address: { city: "Bern", lines: ["a", "b"] },
  history: [{ at: "x", by: "y" }, { at: "z" }],
  extra: { a: [1, "b", { c: true }] },
};

/** Sets, maps and lists: our side of a model that libraries store alike. */
export const nested = {
  schema: z.object({
    id: z.string(),
    tags: z.set(z.string()),
    scores: z.set(z.number()).optional(),
    address: z.object({ city: z.string(), lines: z.array(z.string()) }),
    history: z.array(z.object({ at: z.string(), by: z.string().optional() })),
    extra: z.json(),
  }),
  key: { id: "D1" },
  item: { ...same, tags: new Set(["a", "b"]), scores: new Set([1, 2.5]) },
  change: { address: { city: "Basel", lines: [] }, tags: new Set(["c"]) },
} as const;
