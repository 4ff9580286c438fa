import type { Behaviour, Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { refused } from "../differs.ts";
import { type Attributes, N, S, upTo } from "../values.ts";

type Names = Record<string, string>;
interface Written {
  readonly condition?: string;
  readonly update?: string;
  readonly values?: Attributes;
  readonly names?: Names;
}

function write(bench: Bench, { condition, update = "SET z = :z", values, names }: Written): Promise<unknown> {
  return bench.update(update, update.includes(":z") ? { ":z": N(1), ...values } : values, {
    ...(condition !== undefined && { ConditionExpression: condition }),
    ...(names !== undefined && { ExpressionAttributeNames: names }),
  });
}

/** The service takes the first of each and refuses the others. */
function grammar(
  does: string,
  takes: Written,
  refuses: readonly Written[],
  more: Pick<Behaviour, "proves" | "otherwise"> = {},
): Behaviour {
  return {
    group: "expressions",
    does,
    ...more,
    probe: async (bench) => {
      await bench.put({ a: N(1), b: N(2), s: S("x"), name: S("y") });
      await write(bench, takes);
      for (const written of refuses) {
        const what = written.condition ?? written.update ?? "";
        await refused(write(bench, written), "ValidationException", what.length > 60 ? "the longer one" : what);
      }
    },
  };
}

const one = { ":v": N(1) };
const unseen = "Keywright prints no such expression; a hand-written one passes the test and fails in the service.";

export const expressions = {
  "redundant-parentheses": grammar(
    "Redundant parentheses are refused",
    { condition: "(a = :v OR a = :v) AND (NOT b = :v)", values: one },
    [{ condition: "((a = :v))", values: one }],
    { proves: "expressionParser", otherwise: unseen },
  ),
  "reserved-words": grammar(
    "A reserved word as an attribute's name must be a placeholder, whatever its case",
    { condition: "#n <> :v", values: one, names: { "#n": "name" } },
    [
      { condition: "name <> :v", values: one },
      { condition: "NAME <> :v", values: one },
      { condition: "a.status <> :v", values: one },
    ],
  ),
  "case-of-words": grammar(
    "Keywords are taken in any case, and names of functions only in lower case",
    { condition: "attribute_exists(a) and not b = :v", update: "set z = :z", values: one },
    [{ condition: "ATTRIBUTE_EXISTS(a)" }, { condition: "Size(s) = :v", values: one }],
    { proves: "expressionParser", otherwise: unseen },
  ),
  "one-operator-in-set": grammar(
    "A value of SET has one + or -, not a chain of them",
    { update: "SET z = a + :v", values: one },
    [{ update: "SET z = a + :v + :v", values: one }],
    { proves: "expressionParser", otherwise: unseen },
  ),
  "placeholders-used": grammar(
    "Placeholders that are not used, or used and not given, are refused",
    { condition: "#a = :v", values: one, names: { "#a": "a" } },
    [
      { condition: "a = :v", values: { ...one, ":w": N(1) } },
      { condition: "a = :v", values: one, names: { "#b": "b" } },
      { condition: "a = :w", values: one },
      { condition: "#b = :v", values: one },
    ],
  ),
  "empty-expression": grammar(
    "An empty expression is refused",
    { condition: "a = :v", values: one },
    [{ condition: "" }],
    { otherwise: "A test does not see that the service refuses the request." },
  ),
  "operand-types": grammar(
    "Operands whose types can never fit are refused before an item is looked at",
    { condition: "begins_with(s, :s) AND a BETWEEN :v AND :w", values: { ":s": S("x"), ...one, ":w": N(2) } },
    [
      { condition: "begins_with(s, :v)", values: one },
      { condition: "a < :v", values: { ":v": { BOOL: true } } },
      { condition: "a BETWEEN :v AND :w", values: { ":v": N(2), ":w": N(1) } },
      { condition: "a BETWEEN :v AND :w", values: { ":v": N(2), ":w": S("x") } },
      { condition: "attribute_type(a, :v)", values: { ":v": S("Number") } },
      { update: "ADD z :v", values: { ":v": S("x") } },
    ],
    { proves: "expressionParser", otherwise: unseen },
  ),
  "distinct-operands": grammar(
    "A comparison or a call of contains whose two operands are the same is refused",
    { condition: "contains(s, :v)", values: { ":v": S("x") } },
    [{ condition: "contains(s, s)" }, { condition: "a = a" }],
    { proves: "expressionParser", otherwise: unseen },
  ),
  "paths-overlap": grammar(
    "Two changes of an update whose paths overlap or take one place as a map and as a list are refused",
    { update: "SET m = :z REMOVE a, b" },
    [{ update: "SET m = :z, m.a = :z" }, { update: "SET m = :z REMOVE m" }, { update: "SET m.a = :z, m[0] = :z" }],
  ),
  "sections-once": grammar(
    "SET, REMOVE, ADD and DELETE stand at most once each in an update",
    { update: "REMOVE b SET z = :z ADD a :v", values: one },
    [{ update: "SET z = :z SET y = :z" }],
  ),
  "expression-size": grammar("An expression has up to 4,096 bytes", longCondition(206), [longCondition(207)]),
  "operator-count": grammar(
    "An expression has up to 300 operators and functions",
    {
      condition: upTo(150)
        .map(() => "a = :v")
        .join(" OR "),
      values: one,
    },
    [
      {
        condition: upTo(151)
          .map(() => "a = :v")
          .join(" OR "),
        values: one,
      },
    ],
    {
      otherwise:
        "Keywright refuses longer ones by itself; a hand-written one passes the test and fails in the service.",
    },
  ),
  "in-operands": grammar(
    "IN has up to 100 operands",
    { condition: `a IN (${upTo(100).map((i) => `:v${i}`)})`, values: numbered(100) },
    [{ condition: `a IN (${upTo(101).map((i) => `:v${i}`)})`, values: numbered(101) }],
    {
      proves: "inLimit",
      otherwise: "Keywright refuses more by itself; a hand-written one passes the test and fails in the service.",
    },
  ),
} as const satisfies Behaviours;

function numbered(count: number): Attributes {
  return Object.fromEntries(upTo(count).map((i) => [`:v${i}`, N(i)]));
}

/** A condition of 3,890 bytes and as many more. */
function longCondition(more: number): Written {
  const [v, w] = [`:${"v".repeat(250)}`, `:${"w".repeat(more)}`];
  const condition = [...upTo(15).map(() => `a = ${v}`), `a = ${w}`].join(" OR ");
  return { condition, values: { [v]: N(1), [w]: N(1) } };
}
