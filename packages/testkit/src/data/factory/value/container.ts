import { compileCodec, type Shape } from "keywright";
import { NoValue } from "./no-value.ts";
import { closing, inside, type Place } from "./place.ts";
import { rulesFor } from "./rules-for.ts";

type Container = Extract<Shape, { readonly kind: "set" | "array" | "tuple" | "object" | "record" }>;
type Make = (shape: Shape, place: Place) => unknown;

const MOST = 5;
const USUAL = 3;

/** A set, list, tuple, object or record, with what is in it. */
export function makeContainer(shape: Container, place: Place, make: Make): unknown {
  place.budget.containers--;
  const step = shape.kind === "record" ? "{}" : shape.kind === "object" ? "" : "[]";
  const within = inside(place, shape, step);
  switch (shape.kind) {
    case "set":
      return makeSet(shape, place.path, within, make);
    case "array":
      return times(countOf(shape, within, 0), () => make(shape.element, within));
    case "tuple": {
      const { rest } = shape;
      const items = shape.items.map((item, i) => make(item, inside(place, shape, `[${i}]`)));
      return rest ? [...items, ...times(countOf(shape, within, 0), () => make(rest, within))] : items;
    }
    case "object": {
      const made: { [name: string]: unknown } = {};
      for (const [name, property] of shape.properties) {
        if (isPresent(property, within))
          define(made, name, make(property, { ...within, path: join(place.path, name) }));
      }
      return made;
    }
    case "record":
      return makeRecord(shape, within, make);
    default:
      return shape satisfies never;
  }
}

/** Whether an attribute that may be left out is there this time. */
export function isPresent(property: Shape, place: Place): boolean {
  if (!rulesFor(property).omittable || place.hint?.primary) return true;
  if (closing(place)) return false;
  return place.style.presence === "some" ? place.random.chance(0.6) : place.style.presence === "all";
}

function countOf(shape: Shape, place: Place, atLeast: number): number {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = rulesFor(shape);
  const least = Math.max(atLeast, minLength);
  const upTo = (most: number): number => Math.max(least, Math.min(maxLength, most));
  if (place.style.size === "fewest" || closing(place)) return least;
  if (place.style.size === "most") return upTo(least + MOST);
  return place.random.integer(least, upTo(Math.max(least, USUAL)));
}

function times(count: number, make: () => unknown): unknown[] {
  return Array.from({ length: count }, make);
}

function makeSet(
  shape: Extract<Shape, { readonly kind: "set" }>,
  path: string,
  place: Place,
  make: Make,
): Set<unknown> {
  // DynamoDB has no empty sets.
  const least = Math.max(1, rulesFor(shape).minLength ?? 1);
  const count = countOf(shape, place, 1);
  const codec = compileCodec(shape.member);
  const members = new Map<string, unknown>();
  const attempts = 20 * count;
  for (let attempt = 0; members.size < count && attempt < attempts; attempt++) {
    const member = make(shape.member, place);
    members.set(JSON.stringify(codec.encode(member, place.entity, [])), member);
  }
  if (members.size < least) throw new NoValue(path, attempts, `the set needs ${least} different members`);
  return new Set(members.values());
}

function makeRecord(shape: Extract<Shape, { readonly kind: "record" }>, place: Place, make: Make): unknown {
  const made: { [name: string]: unknown } = {};
  for (const name of shape.required ?? []) define(made, name, make(shape.value, place));
  if (shape.required) return made;
  const count = countOf(shape, place, 0);
  for (let attempt = 0; Object.keys(made).length < count && attempt < 20 * count; attempt++) {
    const name = String(make(shape.key, place));
    if (name !== "" && name !== "__proto__") define(made, name, make(shape.value, place));
  }
  return made;
}

function define(map: { [name: string]: unknown }, name: string, value: unknown): void {
  Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
}

function join(path: string, name: string): string {
  if (!/^[^.[\]{}"\s]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}
