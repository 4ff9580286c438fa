import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wireLength } from "./wire-length.ts";

/** The text that the SDK sends of an item. */
function textOf(item: unknown): string {
  return JSON.stringify(item, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value,
  );
}

const text = fc.string({ unit: "binary" });
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.record({ S: text }),
    fc.record({ N: fc.constantFrom("0", `1${"0".repeat(125)}`) }),
    fc.record({ B: fc.uint8Array() }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ SS: fc.array(text) }),
    fc.record({ BS: fc.array(fc.uint8Array()) }),
    fc.record({ L: fc.array(tie("value"), { maxLength: 4 }) }),
    fc.record({ M: fc.dictionary(text, tie("value"), { maxKeys: 4 }) }),
  ),
})).value;

test("an item takes no more in a request than is said", () => {
  fc.assert(
    fc.property(fc.dictionary(text, value), (item) => {
      expect(wireLength(item as WireItem)).toBeGreaterThanOrEqual(Buffer.byteLength(textOf(item)));
    }),
  );
});

test("large items are not taken for much larger than they are", () => {
  const item: WireItem = { id: { S: "x".repeat(390_000) }, bytes: { B: new Uint8Array(1000) }, n: { N: "1" } };
  const length = Buffer.byteLength(textOf(item));
  expect(wireLength(item)).toBeGreaterThanOrEqual(length);
  expect(wireLength(item)).toBeLessThan(length * 1.01);
  const escaped: WireItem = { id: { S: "\u0001".repeat(390_000) } };
  expect(wireLength(escaped)).toBeGreaterThanOrEqual(Buffer.byteLength(textOf(escaped)));
});
