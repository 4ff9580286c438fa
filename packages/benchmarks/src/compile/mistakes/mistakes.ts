/** What programs get wrong, and a compiler should say. */
export const mistakeNames = [
  "a key without one of its attributes",
  "an item with an attribute that its schema does not have",
  "an item with a value outside its enum",
  "a condition with an operand of another type",
  "a condition of another entity",
  "arithmetic on a string",
  "undefined in an update",
  "an update of a key attribute",
  "an update that removes a required attribute",
  "an update of a part of an index key",
  "a query of an index without its partition attribute",
  "a range on a partition attribute",
  "a consistent read of a global index",
  "a selection of an attribute that does not exist",
  "a use of an attribute that was not selected",
  "an operation that is never sent",
  "a misspelled property of a definition",
  "a key made of an attribute that does not exist",
] as const;
export type MistakeName = (typeof mistakeNames)[number];

/** A call as it should be and as it should not, as expressions; nothing where a library has no way to say it. */
export type Mistakes = { readonly [N in MistakeName]: readonly [right: string, wrong: string] | undefined };

/** Marks a line of a program that the compiler must refuse. */
export const mistakeMark = "// mistake: ";

/**
 * A module with each call as it should be, and below as it should not. They differ in nothing else, so that nothing but the
 * mistake can be what is refused.
 */
export function mistakesModule(head: string, mistakes: Mistakes): string {
  const lines = mistakeNames.flatMap((name, i) => {
    const pair = mistakes[name];
    if (pair === undefined) return [];
    const [right, wrong] = pair.map((text) => `${text.includes("await ") ? "async " : ""}() => ${text};`);
    return [`export const right${i} = ${right}`, `export const wrong${i} = ${wrong} ${mistakeMark}${name}`];
  });
  return `${head}${lines.join("\n")}\n`;
}
