import { type Created, createdBy } from "./created.ts";
import { badOverride, type Complaint, complaintsOf, noValue } from "./failure.ts";
import { type ObjectShape, type Values, variantsFor } from "./overrides.ts";
import { createRandom, type Random } from "./random.ts";
import type { Creatable } from "./types.ts";
import { isPresent } from "./value/container.ts";
import { makeValue } from "./value/make.ts";
import { NoValue } from "./value/no-value.ts";
import type { Hint, Place } from "./value/place.ts";
import { plain, type Style } from "./value/style.ts";

/** An input for `create`, and what it would write. */
export interface Draft extends Created {
  readonly input: { readonly [attribute: string]: unknown };
}

/** What the items of a factory are made of. */
export interface Recipe {
  readonly entity: Creatable;
  readonly seed: number | string;
  readonly generate: { readonly [attribute: string]: ((random: Random) => unknown) | undefined };
  readonly hints: ReadonlyMap<string, Hint>;
}

const ATTEMPTS = 100;
// Of one attribute. Schemas that contain themselves in lists would grow beyond an item.
const CONTAINERS = 40;
// Edge values that do not go together give way to plain ones.
const STYLED_ATTEMPTS = 5;

/**
 * Makes one input: every attribute by itself, and again those that `create` complains of. Each has random values of its
 * own, so that one attribute more or less does not change the others.
 *
 * @param turn which item it is, and which attempt at a key
 */
export function makeDraft(recipe: Recipe, turn: string, overrides: Values, style: Style): Draft {
  const { entity, seed } = recipe;
  const random = createRandom(seed, entity.name, turn);
  const variant = random.pick(variantsFor(entity.model, overrides));
  const names = [...variant.properties.keys()].filter((name) => !Object.hasOwn(overrides, name));
  const values = new Map<string, unknown>(Object.entries(overrides));
  let pending: readonly string[] = names;
  let last: Complaint | undefined;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (const name of pending) {
        const own = createRandom(seed, entity.name, turn, name, attempt);
        values.set(name, makeAttribute(recipe, variant, name, own, attempt < STYLED_ATTEMPTS ? style : plain));
      }
      const outcome = tryInput(entity, inputOf(variant, values));
      if ("item" in outcome) return outcome;
      last = outcome.complaints[0];
      checkComplaints(entity.name, outcome.complaints, overrides);
      const blamed = new Set(outcome.complaints.map(({ path }) => String(path[0] ?? "")));
      const made = names.filter((name) => blamed.has(name));
      // A rule that speaks of the whole item, or of what was given, can be met only by the rest.
      pending = made.length > 0 && attempt % 4 !== 3 ? made : names;
      if (names.length === 0) break;
    }
    throw new NoValue(last ? pathOf(last) : "", ATTEMPTS, last?.message ?? "");
  } catch (error) {
    if (error instanceof NoValue) throw noValue(entity.name, error);
    throw error;
  }
}

function makeAttribute(
  { entity, generate, hints }: Recipe,
  variant: ObjectShape,
  name: string,
  random: Random,
  style: Style,
): unknown {
  const shape = variant.properties.get(name);
  const maker = Object.hasOwn(generate, name) ? generate[name] : undefined;
  if (maker) return maker(random);
  if (!shape) return undefined;
  const place: Place = {
    entity: entity.name,
    path: name,
    random,
    style,
    hint: hints.get(name),
    within: [variant],
    budget: { containers: CONTAINERS },
  };
  return isPresent(shape, place) ? makeValue(shape, place) : undefined;
}

/** In the order of the schema; what is absent is left out. */
function inputOf({ properties }: ObjectShape, values: ReadonlyMap<string, unknown>): Draft["input"] {
  const names = new Set([...properties.keys(), ...values.keys()]);
  const present = [...names].filter((name) => values.get(name) !== undefined);
  return Object.fromEntries(present.map((name) => [name, values.get(name)]));
}

// Timestamps and marks have one length whatever they are, so that any will do.
const at = { now: new Date(0), writeMark: "000000000000" };

/** What `create` would write, or what it complains of. */
export function tryInput(
  entity: Creatable,
  input: Draft["input"],
): Draft | { readonly complaints: readonly Complaint[] } {
  try {
    return { input, ...createdBy(entity, input, at) };
  } catch (error) {
    return { complaints: complaintsOf(error) };
  }
}

// What is wrong with a key is wrong whatever the other attributes are.
function checkComplaints(entity: string, complaints: readonly Complaint[], overrides: Values): void {
  for (const { path, code, message } of complaints) {
    const [attribute = ""] = path.map(String);
    if (Object.hasOwn(overrides, attribute) && (code === "invalid_key" || code === "empty_key")) {
      throw badOverride(entity, attribute, message);
    }
  }
}

function pathOf({ path }: Complaint): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");
}
