import {
  and,
  attribute,
  beginsWith,
  type Condition,
  contains,
  defineEntity,
  defineTable,
  eq,
  fromText,
  gt,
  gte,
  isIn,
  lt,
  lte,
  ne,
  ValidationError,
} from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { Thing } from "./thing.ts";
import { useThings } from "./things.ts";

const { key, make, things } = useThings();

describe("a filter from a query string", () => {
  // What callers may ask for, and how.
  const operators = { eq, ne, lt, lte, gt, gte };
  const isOperator = (name: string): name is keyof typeof operators => Object.hasOwn(operators, name);

  /** `status=DONE&count.gte=3&tags.has=a&status.in=OPEN,DONE` as one condition. */
  function filterOf(query: URLSearchParams): Condition<"Thing"> {
    return and(
      ...Array.from(query, ([name, text]) => {
        if (text === "") return undefined;
        const [path = "", operator = "eq"] = name.split(/\.(?=\w+$)/);
        const reference = attribute(Thing, path);
        if (operator === "in")
          return isIn(
            reference,
            text.split(",").map((each) => fromText(reference, each)),
          );
        if (operator === "has") return contains(reference, fromText(reference, text));
        if (operator === "begins") return beginsWith(reference, text);
        if (!isOperator(operator)) throw new Error(`no such operator: ${operator}`);
        return operators[operator](reference, fromText(reference, text));
      }),
    );
  }
  const idsOf = async (query: string) => {
    const where = () => filterOf(new URLSearchParams(query));
    const { items } = await things().query({ owner: key().owner }, { where, limit: 100 });
    return items.map(({ id }) => id).join("");
  };

  test("finds what it asks for", async () => {
    await make({ tags: new Set(["a"]) });
    await things().create({ ...key(), id: "b", status: "DONE", count: 9, seenAt: new Date("2026-06-01T00:00:00Z") });
    await things().create({ ...key(), id: "c", title: "Read", done: true, count: -1 });
    expect(await idsOf("")).toBe("abc");
    expect(await idsOf("status=DONE")).toBe("b");
    expect(await idsOf("status=")).toBe("abc");
    expect(await idsOf("status.in=OPEN,DONE&count.gte=5")).toBe("ab");
    expect(await idsOf("count.lt=0")).toBe("c");
    expect(await idsOf("done.eq=true")).toBe("c");
    expect(await idsOf("tags.has=a")).toBe("a");
    expect(await idsOf("title.begins=Re")).toBe("c");
    expect(await idsOf("seenAt.gt=2026-05-15")).toBe("b");
    expect(await idsOf("status=OPEN&big.eq=1152921504606846976&done=false")).toBe("a");
  });

  test("is refused for what does not fit the schema, before anything is sent", async () => {
    const query = (text: string) => idsOf(text);
    await expect(query("stauts=OPEN")).rejects.toThrow(/did you mean 'status'/);
    await expect(query("status=GONE")).rejects.toThrow(/status.*one of "OPEN", "DONE"/);
    await expect(query("count.gt=many")).rejects.toThrow(/count.*a decimal number/);
    await expect(query("done.gt=true")).rejects.toThrow(/done.*stored as BOOL/);
    await expect(query("count.begins=1")).rejects.toThrow(/count.*stored as N/);
    await expect(query("settings=x")).rejects.toThrow(/settings.*no form in text/);
    for (const text of ["stauts=OPEN", "count.gt=many", "constructor=x", "__proto__=x", "id)%20OR%20(a=1"]) {
      await expect(query(text)).rejects.toSatisfy(ValidationError.isInstance);
    }
  });

  test("cannot test the key of what is queried", () => {
    const Plain = defineEntity({
      name: "Plain",
      table: defineTable({ name: "Plain", partitionKey: { PK: "S" }, sortKey: { SK: "S" } }),
      schema: z.object({ PK: z.string(), SK: z.string(), count: z.int() }),
      key: {},
    });
    const where = () => eq(attribute(Plain, "SK"), "x");
    expect(() => Plain.query({ PK: "x" }, { where }).toRequest()).toThrow(/key attribute/);
    // A scan filters by keys.
    expect(Plain.scan({ where }).toRequest().FilterExpression).toContain("#SK = :SK");
  });

  test("takes no operand as text that is one of the program", async () => {
    await make();
    const where = () => gt(attribute(Thing, "count"), "3");
    await expect(things().count({ owner: key().owner }, { where })).rejects.toThrow(/count/);
    await expect(
      things().count({ owner: key().owner }, { where: () => gt(attribute(Thing, "count"), 3) }),
    ).resolves.toMatchObject({ count: 1 });
  });
});
