import { expect, test } from "vitest";
import * as z from "zod";
import { decimal } from "../../shape/helper/decimal.ts";
import { shapeOf } from "../../shape/walk.ts";
import { interpretEncode } from "./interpret.ts";

test("an option of a union is found though it has an optional property that every object inherits", () => {
  const option = z.object({ toString: z.string().optional(), price: decimal() });
  const found = shapeOf(z.object({ either: z.union([z.array(z.string()), option]) }));
  if ("problems" in found) expect.unreachable();
  const stored = interpretEncode(found.shape, { either: { price: { value: "0.1" } } }, []);
  expect(stored).toEqual({ ok: true, value: { M: { either: { M: { price: { N: "0.1" } } } } } });
});
