import type { Shape } from "keywright";
import { makeContainer } from "./container.ts";
import { makeDate } from "./date.ts";
import { heightOf } from "./height.ts";
import { judge, refused, type Verdict } from "./judge.ts";
import { NoValue } from "./no-value.ts";
import { makeBigint, makeDecimal, makeNumber } from "./number.ts";
import { makeOpen } from "./open.ts";
import { closing, type Place } from "./place.ts";
import { rulesFor } from "./rules-for.ts";
import { makeSided } from "./sided.ts";
import { plain } from "./style.ts";
import { makeText } from "./text.ts";

// A check that one of twenty values passes is met all but surely.
const ATTEMPTS = 200;
// Edge values that the schema does not want give way to plain ones.
const STYLED_ATTEMPTS = 4;

/**
 * A random program value of a shape, which its schema lets pass.
 *
 * @throws {NoValue} Where none was found.
 */
export function makeValue(shape: Shape, place: Place): unknown {
  if (!isJudged(shape)) return attemptValue(shape, place, 0);
  let problem = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const style = attempt < STYLED_ATTEMPTS ? place.style : plain;
    const made = tryValue(shape, { ...place, style, budget: { ...place.budget } }, attempt);
    const verdict = "problem" in made ? made : judge(shape, made.value, place.entity);
    if ("value" in verdict) return verdict.value;
    problem = verdict.problem;
  }
  throw new NoValue(place.path, ATTEMPTS, problem);
}

/** Whether it takes a try to know that a value is valid. */
function isJudged(shape: Shape): boolean {
  if (rulesFor(shape).checked) return true;
  if (shape.kind === "codec") return shape.helper === undefined || shape.helper === "url";
  return shape.kind === "pipe" || shape.kind === "union";
}

// What one option of a union, or one side of a codec, cannot have, another may. What fails inside of anything else fails
// for good.
function tryValue(shape: Shape, place: Place, attempt: number): Verdict {
  const sided = shape.kind === "union" || shape.kind === "codec" || shape.kind === "pipe";
  try {
    const make = (): unknown => attemptValue(shape, place, attempt);
    return sided ? refused(make) : { value: make() };
  } catch (error) {
    if (error instanceof NoValue && (sided || error.path === place.path)) return { problem: error.problem };
    throw error;
  }
}

function attemptValue(shape: Shape, place: Place, attempt: number): unknown {
  const { random, style } = place;
  switch (shape.kind) {
    case "string":
      return makeText(rulesFor(shape), place, attempt);
    case "number":
      return makeNumber(rulesFor(shape), shape.integer, place);
    case "bigint":
      return makeBigint(rulesFor(shape), place);
    case "decimal":
      return makeDecimal(place);
    case "boolean":
      return random.chance(0.5);
    case "null":
      return null;
    case "bytes": {
      const size = style.size === "fewest" && !place.hint?.key ? 0 : random.integer(4, 16);
      return Uint8Array.from({ length: size }, () => random.integer(0, 255));
    }
    case "literal":
    case "enum":
      return random.pick<unknown>(shape.values);
    case "open":
      return makeOpen(place);
    case "set":
    case "array":
    case "tuple":
    case "object":
    case "record":
      return makeContainer(shape, place, makeValue);
    case "union":
    case "discriminatedUnion":
      return makeValue(pickOption(shape.options, place), place);
    case "codec":
      if (shape.helper !== undefined && shape.helper !== "url") return makeDate(shape.helper, place);
      return makeSided(shape, place, attempt, makeValue);
    case "pipe":
      return makeSided(shape, place, attempt, makeValue);
    case "nullable": {
      const absent = style.presence === "none" || (style.presence === "some" && random.chance(0.15)) || closing(place);
      return absent && !place.hint?.key ? null : makeValue(shape.inner, place);
    }
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
    case "lazy":
      return makeValue(shape.inner, place);
    default:
      return shape satisfies never;
  }
}

function pickOption(options: readonly Shape[], place: Place): Shape {
  if (!closing(place)) return place.random.pick(options);
  const lowest = Math.min(...options.map(heightOf));
  return place.random.pick(options.filter((option) => heightOf(option) === lowest));
}
