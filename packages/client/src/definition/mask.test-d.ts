import { expectTypeOf, test } from "vitest";
import type { Mask, Masked } from "./mask.ts";

interface Item {
  readonly id: string;
  readonly born: Date;
  readonly price: { readonly value: string };
  readonly tags: readonly { readonly name: string }[];
  readonly owner?: { readonly name: string; readonly address: { readonly city: string; readonly zip?: string } };
  readonly box: { readonly size: number; readonly label: string } | null;
  readonly scores: Readonly<Record<string, number>>;
  readonly how: { readonly kind: "card"; readonly last: string } | { readonly kind: "cash"; readonly coins: boolean };
  readonly either: string | { readonly name: string };
}

test("a mask names what is stored as a map, and goes into it", () => {
  expectTypeOf<{ id: true; owner: { name: true; address: { city: true } } }>().toExtend<Mask<Item>>();
  expectTypeOf<{ owner: true; box: { size: true }; scores: { de: true }; how: { kind: true } }>().toExtend<
    Mask<Item>
  >();
});

test("nothing lies in scalars, dates, decimals, lists and what may be a text; unions have what all options have", () => {
  expectTypeOf<{ id: false }>().not.toExtend<Mask<Item>>();
  expectTypeOf<{ id: { length: true } }>().not.toExtend<Mask<Item>>();
  expectTypeOf<{ born: { getTime: true } }>().not.toExtend<Mask<Item>>();
  expectTypeOf<{ price: { value: true } }>().not.toExtend<Mask<Item>>();
  expectTypeOf<{ tags: { length: true } }>().not.toExtend<Mask<Item>>();
  expectTypeOf<{ either: { name: true } }>().not.toExtend<Mask<Item>>();
  const take = (mask: Mask<Item>): Mask<Item> => mask;
  // @ts-expect-error an attribute that the item does not have
  take({ owner: { nam: true } });
  // @ts-expect-error an attribute that only one option has
  take({ how: { coins: true } });
});

test("the result has what the mask names, optional where the parent is", () => {
  expectTypeOf<Masked<Item, { id: true; owner: { name: true; address: { zip: true } } }>>().toEqualTypeOf<{
    readonly id: string;
    readonly owner?: { readonly name: string; readonly address: { readonly zip?: string } };
  }>();
  expectTypeOf<Masked<Item, { box: { size: true } }>>().toEqualTypeOf<{
    readonly box: { readonly size: number } | null;
  }>();
  expectTypeOf<Masked<Item, { how: { kind: true } }>["how"]["kind"]>().toEqualTypeOf<"card" | "cash">();
  expectTypeOf<Masked<Item, { id: true }>>().not.toHaveProperty("born");
  expectTypeOf<
    Masked<{ readonly k: "a"; readonly x: number } | { readonly k: "b" }, { k: true; x: true }>
  >().toEqualTypeOf<{ readonly k: "a"; readonly x: number } | { readonly k: "b" }>();
});
