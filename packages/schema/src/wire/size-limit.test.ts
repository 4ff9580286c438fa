import fc from "fast-check";
import { expect, test } from "vitest";
import type { AttributeValue } from "./attribute-value.ts";
import { itemSize } from "./size.ts";
import { maxItemSize, oversizeOfItem, oversizeOfValue } from "./size-limit.ts";

const fillers: readonly ((bytes: number) => AttributeValue)[] = [
  (bytes) => ({ S: "x".repeat(bytes) }),
  (bytes) => ({ S: `${"語".repeat(Math.floor(bytes / 3))}${"x".repeat(bytes % 3)}` }),
  (bytes) => ({ B: new Uint8Array(bytes) }),
  (bytes) => ({ SS: ["y", "x".repeat(bytes - 1)] }),
  (bytes) => ({ BS: [new Uint8Array(1), new Uint8Array(bytes - 1)] }),
  (bytes) => ({ L: [{ S: "x".repeat(bytes - 4) }] }),
  (bytes) => ({ M: { é: { S: "x".repeat(bytes - 6) } } }),
];

test("an item is oversize from one byte over 400 KB, whatever it is made of", () => {
  fc.assert(
    fc.property(fc.constantFrom(...fillers), fc.integer({ min: -2, max: 2 }), fc.boolean(), (filler, over, number) => {
      const rest = number ? { größe: { N: "-12.5" } } : { flag: { BOOL: true } };
      const item = { ...rest, name: filler(maxItemSize + over - itemSize(rest) - 4) };
      expect(itemSize(item)).toBe(maxItemSize + over);
      expect(oversizeOfItem(item)).toBe(over > 0 ? maxItemSize + over : undefined);
    }),
  );
});

test("a value alone, too", () => {
  for (const filler of fillers) {
    expect(oversizeOfValue(filler(maxItemSize))).toBeUndefined();
    expect(oversizeOfValue(filler(maxItemSize + 1))).toBe(maxItemSize + 1);
  }
});
