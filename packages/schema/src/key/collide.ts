import { type Automaton, automatonOf, type Step } from "./automaton.ts";
import type { KeyTemplate, TemplatePart } from "./template.ts";

// A class that is not one character has one of these, and texts of users seldom have others.
const common = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$%&'()*+,;=:@/?#|^ <>[]"];

/**
 * A key that both templates could write, the shortest there is; `undefined` where there is none. Both make the same key
 * attribute.
 */
export function sharedKey(a: KeyTemplate, b: KeyTemplate): string | undefined {
  if (a.keyAttribute.type === "B") return a.raw && b.raw ? "(any bytes)" : undefined;
  return areApart(a, b) ? undefined : shortestShared(cachedAutomaton(a), cachedAutomaton(b));
}

/**
 * Whether templates that make the same key attribute cannot write the same key, by what their keys begin and end with. Most
 * entities of a table are told apart by that.
 */
function areApart(a: KeyTemplate, b: KeyTemplate): boolean {
  const begins = literalOf(a.parts[0]);
  const others = literalOf(b.parts[0]);
  if (!begins.startsWith(others) && !others.startsWith(begins)) return true;
  const ends = literalOf(a.parts.at(-1));
  const otherEnds = literalOf(b.parts.at(-1));
  return !ends.endsWith(otherEnds) && !otherEnds.endsWith(ends);
}

/** Whether no item can have a key of the one and of the other, because some of its attributes are apart. Takes no search. */
export function areKeysApart(a: readonly KeyTemplate[], b: readonly KeyTemplate[]): boolean {
  if (a.length > b.length) return true;
  // Asked of each two entities of a table, so the first question is one of two strings.
  const begins = beginningOf(a);
  const others = beginningOf(b);
  if (a.length === b.length && !begins.startsWith(others) && !others.startsWith(begins)) return true;
  return a.some((template, i) => areApart(template, b[i] as KeyTemplate));
}

const beginnings = new WeakMap<readonly KeyTemplate[], string>();

/** What sort keys begin with; partition keys are often the same. */
function beginningOf(key: readonly KeyTemplate[]): string {
  let text = beginnings.get(key);
  if (text === undefined) {
    text = literalOf(key.at(-1)?.parts[0]);
    beginnings.set(key, text);
  }
  return text;
}

function literalOf(part: TemplatePart | undefined): string {
  return part?.kind === "literal" ? part.text : "";
}

const automata = new WeakMap<KeyTemplate, Automaton>();

function cachedAutomaton(template: KeyTemplate): Automaton {
  let automaton = automata.get(template);
  if (automaton === undefined) {
    automaton = automatonOf(template);
    automata.set(template, automaton);
  }
  return automaton;
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
