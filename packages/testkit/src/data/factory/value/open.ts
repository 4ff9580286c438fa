import type { Place } from "./place.ts";

/** Something for an attribute that holds anything. */
export function makeOpen({ random, style }: Place): unknown {
  if (style.size === "fewest") return {};
  const scalar = (): unknown => random.pick([random.id(6), random.integer(0, 999), random.chance(0.5), null]);
  if (style.size === "most")
    return { text: random.id(6), list: [scalar(), [scalar()]], map: { nested: { flag: true } } };
  return random.pick([scalar, () => [scalar(), scalar()], () => ({ [random.id(4)]: scalar() })])();
}
