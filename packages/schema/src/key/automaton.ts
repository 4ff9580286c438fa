import { inClass, isCase } from "./format.ts";
import type { CharacterClass, KeyTemplate, ValuePart } from "./template.ts";
import { escapeText, inCase } from "./text.ts";

/** One character of a text: this one, or one that passes the test. */
export type Step = { readonly character: string } | { readonly test: (character: string) => boolean };

/** A finite automaton that reads exactly the keys that a template can write; state 0 is the first. */
export interface Automaton {
  readonly steps: readonly (readonly { readonly step: Step; readonly to: number }[])[];
  /** States that are entered from a state without reading anything. */
  readonly skips: readonly (readonly number[])[];
  readonly final: number;
}

interface Builder {
  readonly steps: { readonly step: Step; readonly to: number }[][];
  readonly skips: number[][];
  grow(): number;
  add(from: number, step: Step, to: number): void;
  skip(from: number, to: number): void;
  /** Reads a text from a state on, along the states that texts with the same start have made. */
  spell(from: number, text: string): number;
}

function createBuilder(): Builder {
  const steps: Builder["steps"] = [[]];
  const skips: Builder["skips"] = [[]];
  const spelled = new Map<string, number>();
  const builder: Builder = {
    steps,
    skips,
    grow: () => {
      skips.push([]);
      return steps.push([]) - 1;
    },
    add: (from, step, to) => void steps[from]?.push({ step, to }),
    skip: (from, to) => void skips[from]?.push(to),
    spell: (from, text) => {
      let state = from;
      for (const character of text) {
        const step = `${state} ${character}`;
        let next = spelled.get(step);
        if (next === undefined) {
          next = builder.grow();
          builder.add(state, { character }, next);
          spelled.set(step, next);
        }
        state = next;
      }
      return state;
    },
  };
  return builder;
}

/**
 * The automaton of a template. Two places of one attribute count as two attributes: so keys are taken for shared that are
 * not, but never the other way round.
 */
export function automatonOf(template: KeyTemplate): Automaton {
  const builder = createBuilder();
  let state = 0;
  for (const part of template.parts) {
    if (part.kind === "literal") state = builder.spell(state, part.text);
    else state = part.kind === "value" ? addValue(builder, part, state) : addDigits(builder, part.length, state);
  }
  return { steps: builder.steps, skips: builder.skips, final: state };
}

function addDigits(builder: Builder, count: number, start: number): number {
  let state = start;
  for (let i = 0; i < count; i++) {
    const next = builder.grow();
    builder.add(state, { test: (character) => inClass(character, "digit") }, next);
    state = next;
  }
  return state;
}

function addValue(builder: Builder, part: ValuePart, start: number): number {
  const end = builder.grow();
  const { format } = part;
  if (format.kind === "finite") {
    for (const value of format.values) builder.skip(builder.spell(start, value), end);
  } else if (format.kind === "fixed") {
    let state = start;
    for (const characterClass of format.classes) {
      const next = builder.grow();
      builder.add(state, stepOf(characterClass, part), next);
      state = next;
    }
    builder.skip(state, end);
  } else if (format.alphabet === "number") {
    addNumber(builder, part, start, end);
  } else {
    addRun(builder, part, start, end);
  }
  return end;
}

function stepOf(characterClass: CharacterClass, { modifier }: ValuePart): Step {
  if (typeof characterClass === "object") return { character: characterClass.literal };
  return {
    test: (character) =>
      inClass(character, characterClass) && (!isCase(modifier) || inCase(character, modifier) === character),
  };
}

/** A run of characters that do not end it, some of them escaped. */
function addRun(builder: Builder, { format, modifier, stop, escapes }: ValuePart, start: number, end: number): void {
  const loop = builder.grow();
  const letterCase = format.kind === "free" && isCase(format.alphabet) ? format.alphabet : undefined;
  const escaped = new Set(modifier === "escaped" ? ["%", ...escapes] : []);
  builder.skip(start, loop);
  builder.skip(loop, end);
  const test = (character: string): boolean =>
    character !== stop && !escaped.has(character) && (!letterCase || inCase(character, letterCase) === character);
  builder.add(loop, { test }, loop);
  for (const character of escaped) builder.skip(builder.spell(loop, escapeText(character, escapes)), loop);
}

/** A number as it is stored: no zeros that say nothing, no exponent. */
function addNumber(builder: Builder, { stop }: ValuePart, start: number, end: number): void {
  const among = (characters: string): Step => ({
    test: (character) => characters.includes(character) && character !== stop,
  });
  const [negative, zero, negativeZero, whole, point, fraction] = Array.from({ length: 6 }, builder.grow) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  builder.add(start, among("-"), negative);
  builder.add(start, among("0"), zero);
  builder.add(negative, among("0"), negativeZero);
  builder.add(start, among("123456789"), whole);
  builder.add(negative, among("123456789"), whole);
  builder.add(whole, among("0123456789"), whole);
  for (const state of [zero, negativeZero, whole]) builder.add(state, among("."), point);
  builder.add(point, among("0123456789"), point);
  builder.add(point, among("123456789"), fraction);
  for (const state of [zero, whole, fraction]) builder.skip(state, end);
}
