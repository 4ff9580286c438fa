import { rulesOf, type Shape, type ShapeRules } from "keywright";

const known = new WeakMap<Shape, ShapeRules>();

/** The rules of a shape, read once. */
export function rulesFor(shape: Shape): ShapeRules {
  let rules = known.get(shape);
  if (!rules) {
    rules = rulesOf(shape);
    known.set(shape, rules);
  }
  return rules;
}
