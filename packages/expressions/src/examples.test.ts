import { readdirSync, readFileSync } from "node:fs";
import { epochSeconds } from "@keywright/schema";
import { expect, test } from "vitest";
import * as z from "zod";
import { bindCondition } from "./bind/condition.ts";
import { changesToActions } from "./change/plan.ts";
import * as expressions from "./index.ts";
import { LogicalNode } from "./node/condition.ts";
import { createPrinter } from "./print/printer.ts";
import { referencesOf } from "./reference/references-of.ts";
import { modelOf } from "./testing/model.ts";

// The examples in the comments of operators, changes and references print what they say.
const schema = z.object({
  userId: z.string(),
  status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]),
  dueDate: z.iso.date(),
  nickname: z.string().nullable(),
  count: z.int(),
  points: z.int().optional(),
  startedAt: epochSeconds().optional(),
  expiresAt: epochSeconds().optional(),
  tags: z.set(z.string()).optional(),
  notes: z.array(z.string()),
  optional: z.array(z.string()).optional(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
  settings: z.object({ theme: z.string(), seen: z.int() }),
  assignee: z.object({ name: z.string() }).optional(),
  scores: z.record(z.string(), z.int()),
  payment: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), last4: z.string() }),
    z.object({ kind: z.literal("cash"), currency: z.string() }),
  ]),
});
const model = modelOf("Task", schema);
const scope = {
  ...expressions,
  t: referencesOf<object>(model),
  me: "u1",
  onlyMine: true,
  key: {},
  Task: { name: "Task", model },
  // As the verb does: what it is given, planned and printed.
  tasks: {
    update: (_key: object, make: (references: object) => object) => make(referencesOf<object>(model)),
  },
};

const examples = ["operator", "change", "reference"].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".ts") && !file.includes(".test"))
    .flatMap((file) => examplesIn(readFileSync(new URL(`${folder}/${file}`, import.meta.url), "utf8"))),
);

/** Pairs of code and what it prints: in one line, or the one below the other. */
function examplesIn(text: string): readonly (readonly [code: string, prints: string])[] {
  return Array.from(text.matchAll(/@example\n((?: \* (?!@).*\n)+)/g), ([, block = ""]) => block)
    .map((block) => block.replaceAll(/^ \* /gm, "").replaceAll(/\n\/\/ /g, " // "))
    .flatMap((block) => block.trimEnd().split("\n"))
    .map((line) => {
      const [code = "", prints] = line.split(" // ");
      if (prints === undefined) throw new Error(`an example says what it prints: ${line}`);
      return [code, prints];
    });
}

function print(code: string): string {
  const value: object = new Function(...Object.keys(scope), `return (${code});`)(...Object.values(scope));
  const printer = createPrinter("Task");
  if ("~condition" in value) {
    return String(printer.condition(bindCondition(value as expressions.Condition<string>, model)));
  }
  const { actions, conditions } = changesToActions(model, value);
  const update = String(printer.update(actions));
  return conditions.length === 0 ? update : `${update}, if ${printer.condition(LogicalNode("AND", conditions))}`;
}

test("every operator, change and way to a reference has an example", () => {
  const { op, at, entryOf, variant, set, add, remove, append, prepend, increment, decrement } = expressions;
  const { ifNotExists, patch, whenExists, concat, sum, difference, attribute, fromText } = expressions;
  const others = {
    at,
    entryOf,
    variant,
    set,
    add,
    remove,
    append,
    prepend,
    increment,
    decrement,
    concat,
    sum,
    difference,
    attribute,
    fromText,
  };
  const names = Object.keys({ ...op, ...others, ifNotExists, patch, whenExists });
  expect(names.filter((name) => !examples.some(([code]) => code.includes(`${name}(`)))).toEqual([]);
});

test.each(examples)("%s prints %s", (code, prints) => {
  expect(print(code)).toBe(prints);
});
