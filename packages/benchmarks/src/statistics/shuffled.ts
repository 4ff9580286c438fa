import { randomInt } from "node:crypto";

/** The same elements in random order. */
export function shuffled<T>(elements: Iterable<T>): readonly T[] {
  const order = [...elements];
  for (let i = order.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}
