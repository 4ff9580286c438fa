import { ValidationError } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { createPrinter } from "../print/printer.ts";
import type { ReferencesOf } from "../reference/references-of.ts";
import { referencesOf } from "../reference/references-of.ts";
import { modelOf } from "../testing/model.ts";
import { append, concat, prepend } from "./list.ts";
import { changesToActions } from "./plan.ts";
import { set } from "./set.ts";

const word = z.object({ word: z.string() });
const schema = z.object({
  pair: z.tuple([z.string(), z.number()]),
  row: z.tuple([z.string()], z.number()),
  notes: z.array(z.string()),
  maybe: z.union([z.string(), z.array(z.string())]),
  nothing: z.array(z.string()).nullable(),
  long: z.union([z.tuple([z.string()]), z.array(z.string())]),
  words: z.union([z.tuple([word, word]), z.array(word)]),
  numbered: z.union([z.tuple([z.number()]), z.array(z.string())]),
  either: z.union([z.array(z.string()), z.array(z.number())]),
  shaped: z.union([z.array(word), z.array(z.object({ size: z.number() }))]),
  tuples: z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string()])]),
});
const model = modelOf("Task", schema);
const t = referencesOf<ReferencesOf<"Task", typeof schema>>(model);

const print = (changes: object): string | undefined =>
  createPrinter("Task").update(changesToActions(model, changes).actions);

describe("a list takes elements where any number of them, in any order, is a value of the attribute", () => {
  test("an array, among options that are no lists as well", () => {
    expect(print({ notes: append(["x"]) })).toBe("SET #notes = list_append(#notes, :notes)");
    expect(print({ maybe: prepend(["x"]) })).toBe("SET #maybe = list_append(:maybe, #maybe)");
    expect(print({ nothing: append(["x"]) })).toBe("SET #nothing = list_append(#nothing, :nothing)");
  });

  test("an array beside a tuple of the same elements, which becomes a longer array", () => {
    expect(print({ long: append(["x"]) })).toBe("SET #long = list_append(#long, :long)");
    expect(print({ words: prepend([{ word: "x" }]) })).toBe("SET #words = list_append(:words, #words)");
    expect(print([set(t.long, concat(t.notes, ["x"]))])).toBe("SET #long = list_append(#notes, :long)");
  });

  const refused: readonly [string, object, RegExp][] = [
    ["an element more than a tuple has", { pair: append([2]) }, /pair.* tuple.*give the whole tuple/],
    ["an element before those of a tuple", { pair: prepend(["a"]) }, /pair.* tuple/],
    ["an element before those of an open tuple", { row: prepend(["a"]) }, /row.* tuple/],
    ["an element that an open tuple has not at its end", { row: append(["a"]) }, /row.* tuple/],
    ["lists joined to a tuple", [set(t.pair, concat(t.pair as never, [1]) as never)], /pair.* tuple/],
    ["an element of several tuples", { tuples: append(["a"]) }, /tuples.* tuple/],
    ["an array beside a tuple of other elements", { numbered: append(["a"]) }, /numbered.* tuple/],
    ["a number among strings", { either: append([1]) }, /either.* mix/],
    ["a string, where numbers may stand", { either: append(["a"]) }, /either.* mix/],
    ["maps among other maps", { shaped: append([{ word: "a" }]) }, /shaped.* mix/],
    ["lists joined to one of several", [set(t.either, concat(t.notes as never, ["a"]) as never)], /either.* mix/],
  ];
  test.each(refused)("and not %s", (_, changes, message) => {
    let error: unknown;
    try {
      print(changes);
    } catch (thrown) {
      error = thrown;
    }
    if (!ValidationError.isInstance(error)) return expect.unreachable("was not refused");
    expect(error.message).toMatch(message);
  });
});
