import type { CartLine } from "../model/cart.ts";
import { CartError } from "./cart-error.ts";

type Lines = readonly CartLine[];

/** Adds a product, or more of a product that is there already; its title and price are then those of now. */
export function addLine(lines: Lines, line: CartLine): CartLine[] {
  const present = lines.find(({ sku }) => sku === line.sku);
  if (present === undefined) return [...lines, line];
  return replace(lines, { ...line, quantity: present.quantity + line.quantity });
}

export function changeQuantity(lines: Lines, sku: string, quantity: number): CartLine[] {
  return replace(lines, { ...lineOf(lines, sku), quantity });
}

export function removeLine(lines: Lines, sku: string): CartLine[] {
  const removed = lineOf(lines, sku);
  return lines.filter((line) => line !== removed);
}

/** What the lines cost, in cents. */
export function totalOf(lines: Lines): number {
  return lines.reduce((total, { unitPrice, quantity }) => total + unitPrice * quantity, 0);
}

function lineOf(lines: Lines, sku: string): CartLine {
  const line = lines.find((candidate) => candidate.sku === sku);
  if (line === undefined) throw new CartError("no-such-line");
  return line;
}

function replace(lines: Lines, replacement: CartLine): CartLine[] {
  return lines.map((line) => (line.sku === replacement.sku ? replacement : line));
}
