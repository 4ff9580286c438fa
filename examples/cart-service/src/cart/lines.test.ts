import { expect, test } from "vitest";
import { CartError } from "./cart-error.ts";
import { addLine, changeQuantity, removeLine, totalOf } from "./lines.ts";

const pen = { sku: "pen", title: "Pen", unitPrice: 250, quantity: 2 };
const ink = { sku: "ink", title: "Ink", unitPrice: 800, quantity: 1 };

test("a product that is there already gets more, at the price of now", () => {
  expect(addLine([pen, ink], { ...pen, unitPrice: 240, quantity: 3 })).toEqual([
    { ...pen, unitPrice: 240, quantity: 5 },
    ink,
  ]);
});

test("lines keep their order", () => {
  expect(changeQuantity(addLine([pen], ink), "pen", 7)).toEqual([{ ...pen, quantity: 7 }, ink]);
  expect(removeLine([pen, ink], "pen")).toEqual([ink]);
});

test("what is not in the cart can neither be changed nor removed", () => {
  expect(() => changeQuantity([pen], "ink", 1)).toThrow(CartError);
  expect(() => removeLine([pen], "ink")).toThrow(CartError);
});

test("the total is in cents", () => {
  expect(totalOf([])).toBe(0);
  expect(totalOf([pen, ink])).toBe(1300);
});
