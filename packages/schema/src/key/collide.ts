import { inClass } from "./format.ts";
import type { CharacterClass, KeyTemplate, ValuePart } from "./template.ts";
import { lowerCase } from "./text.ts";

type Test = (character: string) => boolean;
/** One character of a text: this one, or one that passes the test. */
type Step = { readonly character: string } | { readonly test: Test };

/** A finite automaton; state 0 is the first. */
interface Automaton {
  readonly steps: readonly (readonly { readonly step: Step; readonly to: number }[])[];
  /** States that are entered from a state without reading anything. */
  readonly skips: readonly (readonly number[])[];
  readonly final: number;
}

// A class that is not one character has one of these, and texts of users seldom have others.
const common = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$%&'()*+,;=:@/?#|^ <>[]"];

/**
 * A key that both templates could write, the shortest there is; `undefined` where there is none. Both make the same key
 * attribute.
 */
export function sharedKey(a: KeyTemplate, b: KeyTemplate): string | undefined {
  if (a.keyAttribute.type === "B") return a.raw && b.raw ? "(any bytes)" : undefined;
  return shortestShared(automatonOf(a), automatonOf(b));
}

function automatonOf(template: KeyTemplate): Automaton {
  const steps: { readonly step: Step; readonly to: number }[][] = [[]];
  const skips: number[][] = [[]];
  const grow = (): number => {
    skips.push([]);
    return steps.push([]) - 1;
  };
  const add = (from: number, step: Step, to: number): void => void steps[from]?.push({ step, to });
  const spell = (from: number, text: string): number => {
    let state = from;
    for (const character of text) {
      const next = grow();
      add(state, { character }, next);
      state = next;
    }
    return state;
  };
  let state = 0;
  for (const part of template.parts) {
    if (part.kind === "literal") {
      state = spell(state, part.text);
      continue;
    }
    const { format } = part;
    const end = grow();
    if (format.kind === "finite") {
      for (const value of format.values) skips[spell(state, value)]?.push(end);
    } else if (format.kind === "fixed") {
      let inside = state;
      for (const characterClass of format.classes) {
        const next = grow();
        add(inside, stepOf(characterClass), next);
        inside = next;
      }
      skips[inside]?.push(end);
    } else {
      const loop = grow();
      // A number has a digit at least.
      if (format.alphabet === "number") add(state, { test: freeTest(part) }, loop);
      else skips[state]?.push(loop);
      add(loop, { test: freeTest(part) }, loop);
      skips[loop]?.push(end);
    }
    state = end;
  }
  return { steps, skips, final: state };
}

function stepOf(characterClass: CharacterClass): Step {
  if (typeof characterClass === "object") return { character: characterClass.literal };
  return { test: (character) => inClass(character, characterClass) };
}

function freeTest({ format, stop, escapes }: ValuePart): Test {
  return (character) => {
    if (character === stop || escapes.has(character)) return false;
    if (format.kind !== "free" || format.alphabet === "any") return true;
    return format.alphabet === "number" ? /^[0-9.-]$/.test(character) : lowerCase(character) === character;
  };
}

/** A character that both steps can read. */
function sharedCharacter(a: Step, b: Step, alphabet: readonly string[]): string | undefined {
  if ("character" in a)
    return ("character" in b ? a.character === b.character : b.test(a.character)) ? a.character : undefined;
  if ("character" in b) return a.test(b.character) ? b.character : undefined;
  return alphabet.find((character) => a.test(character) && b.test(character));
}

/** Searches the product of both automata, shortest texts first. */
function shortestShared(a: Automaton, b: Automaton): string | undefined {
  const seen = new Set<number>();
  let front: { readonly left: number; readonly right: number; readonly text: string }[] = [];
  const enter = (list: typeof front, left: number, right: number, text: string): void => {
    const pair = left * b.steps.length + right;
    // A key is never empty, so the start is told from the same states reached by a text.
    const mark = text === "" ? -1 - pair : pair;
    if (seen.has(mark)) return;
    seen.add(mark);
    list.push({ left, right, text });
    for (const next of a.skips[left] ?? []) enter(list, next, right, text);
    for (const next of b.skips[right] ?? []) enter(list, left, next, text);
  };
  enter(front, 0, 0, "");
  while (front.length > 0) {
    const found = front.find(({ left, right, text }) => text !== "" && left === a.final && right === b.final);
    if (found) return found.text;
    const next: typeof front = [];
    for (const { left, right, text } of front) {
      for (const stepA of a.steps[left] ?? []) {
        for (const stepB of b.steps[right] ?? []) {
          const character = sharedCharacter(stepA.step, stepB.step, common);
          if (character !== undefined) enter(next, stepA.to, stepB.to, text + character);
        }
      }
    }
    front = next;
  }
  return undefined;
}
