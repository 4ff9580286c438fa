import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { refused, same } from "../differs.ts";
import { type Attributes, B, L, M, N, NS, S, SS } from "../values.ts";

const FAILED = "ConditionalCheckFailedException";

/** Whether the condition holds of the stored item. */
async function isTrue(
  bench: Bench,
  ConditionExpression: string,
  values?: Attributes,
  ExpressionAttributeNames?: Record<string, string>,
): Promise<boolean> {
  const more = { ConditionExpression, ...(ExpressionAttributeNames && { ExpressionAttributeNames }) };
  const outcome = await bench.update("SET checked = :now", { ":now": N(1), ...values }, more).then(
    () => true,
    (error: Error) => error,
  );
  if (!(outcome instanceof Error)) return outcome;
  if (outcome.name === FAILED) return false;
  throw outcome;
}

/** Demands of each condition what it says of the stored item. */
async function answers(
  bench: Bench,
  item: Attributes,
  cases: readonly (readonly [condition: string, values: Attributes | undefined, expected: boolean])[],
): Promise<void> {
  await bench.put(item);
  for (const [condition, values, expected] of cases) {
    same(await isTrue(bench, condition, values), expected, condition);
  }
}

export const conditions = {
  "create-once": {
    group: "conditions",
    does: "A put with attribute_not_exists of a key attribute writes only where there is no item, and changes nothing otherwise",
    probe: async (bench) => {
      const create = (a: string) => bench.put({ a: S(a) }, "a", { ConditionExpression: "attribute_not_exists(PK)" });
      await create("first");
      await refused(create("second"), FAILED, "second create");
      same(await bench.get(), { a: S("first") }, "item");
      await bench.delete();
      await create("third");
      same(await bench.get(), { a: S("third") }, "item after delete and create");
    },
  },
  "conditional-delete": {
    group: "conditions",
    does: "A delete whose condition fails deletes nothing, and a delete of no item succeeds unless its condition asks for one",
    probe: async (bench) => {
      await bench.put({ v: N(2) });
      const guarded = (v: number) =>
        bench.delete({ ConditionExpression: "v = :v", ExpressionAttributeValues: { ":v": N(v) } });
      await refused(guarded(1), FAILED, "stale delete");
      same(await bench.get(), { v: N(2) }, "item");
      await guarded(2);
      same(await bench.get(), undefined, "deleted item");
      same((await bench.delete({ ReturnValues: "ALL_OLD" })).Attributes, undefined, "attributes of no item");
      await refused(bench.delete({ ConditionExpression: "attribute_exists(PK)" }), FAILED, "delete of no item");
    },
  },
  "failed-condition-returns-item": {
    group: "conditions",
    does: "With ReturnValuesOnConditionCheckFailure ALL_OLD the error of a failed condition has the stored item, for put, update and delete",
    otherwise: "A test that needs the item of a conflict cannot run there.",
    probe: async (bench) => {
      await bench.put({ v: N(2) });
      const more = {
        ConditionExpression: "v = :v",
        ExpressionAttributeValues: { ":v": N(1) },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      } as const;
      const stored = { ...bench.key(), v: N(2) };
      same((await refused(bench.put({}, "a", more), FAILED, "put")).Item, stored, "item of put");
      const update = bench.update("SET w = :v", undefined, more);
      same((await refused(update, FAILED, "update")).Item, stored, "item of update");
      same((await refused(bench.delete(more), FAILED, "delete")).Item, stored, "item of delete");
      const absent = { ConditionExpression: "attribute_exists(PK)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
      const missing = await refused(bench.put({}, "b", absent as typeof more), FAILED, "put of nothing");
      same(missing.Item, undefined, "item where there is none");
    },
  },
  "failed-condition-without-item": {
    group: "conditions",
    does: "The error of a failed condition has no item unless it is asked for",
    probe: async (bench) => {
      await bench.put({ v: N(2) });
      const put = bench.put({}, "a", { ConditionExpression: "attribute_not_exists(PK)" });
      same((await refused(put, FAILED, "put")).Item, undefined, "item");
    },
  },
  "missing-attribute": {
    group: "conditions",
    does: "A comparison with a missing attribute is false, but for <>, which is true",
    otherwise: "A test of a condition on an optional attribute sees another outcome than the service's.",
    probe: (bench) =>
      answers(bench, { a: N(1) }, [
        ["absent = :v", { ":v": N(1) }, false],
        ["absent < :v", { ":v": N(1) }, false],
        ["absent BETWEEN :v AND :v", { ":v": N(1) }, false],
        ["absent IN (:v)", { ":v": N(1) }, false],
        ["absent <> :v", { ":v": N(1) }, true],
        ["NOT absent = :v", { ":v": N(1) }, true],
        ["attribute_not_exists(absent)", undefined, true],
        ["attribute_exists(a)", undefined, true],
      ]),
  },
  "types-differ": {
    group: "conditions",
    does: "Values of different types are not equal, and one is neither less nor greater than the other",
    probe: (bench) =>
      answers(bench, { a: S("1") }, [
        ["a = :v", { ":v": N(1) }, false],
        ["a <> :v", { ":v": N(1) }, true],
        ["a < :v", { ":v": N(2) }, false],
        ["a >= :v", { ":v": N(0) }, false],
        ["a = :v", { ":v": S("1") }, true],
      ]),
  },
  "deep-equality": {
    group: "conditions",
    does: "Lists and maps are compared member by member, sets without order, and numbers by value",
    probe: (bench) => {
      const item = { l: L(N(1), M({ a: S("x"), b: S("y") })), s: SS("a", "b"), n: NS(1, 2) };
      return answers(bench, item, [
        ["l = :v", { ":v": L(N("1.0"), M({ b: S("y"), a: S("x") })) }, true],
        ["l = :v", { ":v": L(M({ a: S("x"), b: S("y") }), N(1)) }, false],
        ["s = :v", { ":v": SS("b", "a") }, true],
        ["s = :v", { ":v": SS("a") }, false],
        ["n = :v", { ":v": NS("2.0", "1") }, true],
      ]);
    },
  },
  "strings-by-bytes": {
    group: "conditions",
    does: "Strings are compared by their UTF-8 bytes, and bytes as unsigned",
    otherwise: "A comparison of unusual characters has another outcome than the service's.",
    probe: (bench) =>
      answers(bench, { a: S("\uff5e"), b: B(127) }, [
        ["a < :v", { ":v": S("\u{1f600}") }, true],
        ["a > :v", { ":v": S("z") }, true],
        ["b < :v", { ":v": B(128) }, true],
        ["b > :v", { ":v": B(127, 0) }, false],
      ]),
  },
  "between-and-in": {
    group: "conditions",
    does: "BETWEEN includes both ends, and IN is true of any operand that is equal",
    probe: (bench) =>
      answers(bench, { a: N(5) }, [
        ["a BETWEEN :x AND :y", { ":x": N(5), ":y": N(9) }, true],
        ["a BETWEEN :x AND :y", { ":x": N(1), ":y": N(5) }, true],
        ["a BETWEEN :x AND :y", { ":x": N(6), ":y": N(9) }, false],
        ["a IN (:x, :y)", { ":x": S("5"), ":y": N("5.0") }, true],
        ["a IN (:x, :y)", { ":x": S("5"), ":y": N(6) }, false],
      ]),
  },
  functions: {
    group: "conditions",
    does: "The functions begins_with, contains, attribute_type and size answer of strings, bytes, sets, lists and maps",
    probe: (bench) => {
      const item = { s: S("hello"), b: B(1, 2, 3), l: L(N(1), L(N(2))), ss: SS("a", "b"), m: M({ a: N(1) }) };
      return answers(bench, item, [
        ["begins_with(s, :v)", { ":v": S("he") }, true],
        ["begins_with(b, :v)", { ":v": B(1, 2) }, true],
        ["begins_with(s, :v)", { ":v": S("el") }, false],
        ["contains(s, :v)", { ":v": S("ell") }, true],
        ["contains(l, :v)", { ":v": L(N(2)) }, true],
        ["contains(ss, :v)", { ":v": S("b") }, true],
        ["contains(ss, :v)", { ":v": S("c") }, false],
        ["attribute_type(m, :v)", { ":v": S("M") }, true],
        ["attribute_type(m, :v)", { ":v": S("L") }, false],
        ["size(s) = :v", { ":v": N(5) }, true],
        ["size(b) = :v", { ":v": N(3) }, true],
        ["size(l) = :v", { ":v": N(2) }, true],
        ["size(ss) = :v", { ":v": N(2) }, true],
        ["size(m) > :v", { ":v": N(1) }, false],
      ]);
    },
  },
  "nested-paths": {
    group: "conditions",
    does: "Conditions reach into maps and lists, and a dot in an attribute's name is reached through a placeholder",
    probe: async (bench) => {
      await bench.put({ a: M({ b: L(N(1), M({ "c.d": S("x") })) }) });
      const names = { "#cd": "c.d" };
      same(await isTrue(bench, "a.b[1].#cd = :v", { ":v": S("x") }, names), true, "a.b[1].#cd");
      same(await isTrue(bench, "a.b[0].#cd = :v", { ":v": S("x") }, names), false, "a.b[0].#cd");
      same(await isTrue(bench, "a.b[0] = :v", { ":v": N(1) }), true, "a.b[0]");
    },
  },
  precedence: {
    group: "conditions",
    does: "NOT comes before AND, and AND before OR",
    probe: (bench) =>
      answers(bench, { t: N(1) }, [
        ["t = :y OR t = :y AND t = :n", { ":y": N(1), ":n": N(0) }, true],
        ["(t = :y OR t = :y) AND t = :n", { ":y": N(1), ":n": N(0) }, false],
        ["NOT t = :y AND t = :n", { ":y": N(1), ":n": N(0) }, false],
        ["NOT (t = :y AND t = :n)", { ":y": N(1), ":n": N(0) }, true],
      ]),
  },
} as const satisfies Behaviours;
