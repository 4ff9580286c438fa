import { beforeAll, describe, expect, test } from "vitest";
import { compile, type Finding, readMarks } from "./checker.ts";
import type { Rule } from "./rule.ts";
import { groups } from "./rules/index.ts";

// What the compiler holds programs to, as tables of rules: code that follows a rule compiles; code that breaks it does not, for
// no other reason than this one, and the compiler says so where the mistake is.

interface Case {
  readonly name: string;
  readonly code: string;
  /** What the compiler says of it; nothing of code that compiles. */
  readonly wanted: readonly Finding[];
  readonly pending: string | undefined;
}

function casesOf({ right, wrong }: Rule): readonly Case[] {
  return [
    ...right.map((each): Case => {
      const { code, pending } = typeof each === "string" ? { code: each, pending: undefined } : each;
      return { name: `compiles: ${code}`, code, wanted: [], pending };
    }),
    ...wrong.map((each): Case => {
      const { code, marks } = readMarks(each.code);
      return {
        name: `does not compile: ${each.code}`,
        code,
        wanted: marks.map((mark) => ({ ...mark, message: each.says })),
        pending: each.pending,
      };
    }),
  ];
}

const table = groups.map(({ title, rules }) => ({
  title,
  rules: rules.map((rule) => ({ title: rule.rule, cases: casesOf(rule) })),
}));
const casesByGroup = table.map(({ rules }) => rules.flatMap(({ cases }) => cases));
let found: ReadonlyMap<Case, readonly Finding[]> = new Map();

beforeAll(() => {
  const findings = compile(casesByGroup.map((cases) => cases.map(({ code }) => code)));
  found = new Map(casesByGroup.flatMap((cases, i) => cases.map((each, j) => [each, findings[i]?.[j] ?? []] as const)));
}, 120_000);

/** What the compiler said; of a message that contains the sentence, the sentence alone. */
function saidOf(each: Case): readonly Finding[] {
  const says = each.wanted[0]?.message ?? "";
  return (found.get(each) ?? []).map((finding) => ({
    ...finding,
    message: says !== "" && finding.message.includes(says) ? says : finding.message,
  }));
}

const titled = <T>(list: readonly T[], title: (each: T) => string): readonly [string, T][] =>
  list.map((each) => [title(each), each]);

test("each rule has code that follows it and code that breaks it, and no message is only of `never`", () => {
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.filter(({ right, wrong }) => right.length === 0 || wrong.length === 0)).toEqual([]);
  expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
  const sentences = rules.flatMap(({ wrong }) => wrong.map(({ says }) => says));
  expect(sentences.filter((says) => says.length < 8 || says.includes("'never'"))).toEqual([]);
});

describe.each(titled(table, ({ title }) => title))("%s", (_group, { rules }) => {
  describe.each(titled(rules, ({ title }) => title))("%s", (_rule, { cases }) => {
    const firm = cases.filter(({ pending }) => pending === undefined);
    test.each(titled(firm, ({ name }) => name))("%s", (_, each) => {
      expect(saidOf(each)).toEqual(each.wanted);
    });
    const pending = cases.filter((each) => each.pending !== undefined);
    test.each(titled(pending, (each) => `pending (${each.pending}): ${each.name}`))("%s", (_, each) => {
      expect(saidOf(each), "this holds now: take `pending` away").not.toEqual(each.wanted);
    });
  });
});
