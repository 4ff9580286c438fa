import { eq } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import { ConditionFailedError } from "../../error/condition-failed-error.ts";
import type { PutDescription } from "../../operation/description.ts";
import { putWithClaims } from "./put.ts";
import { codesOf, context, failureOf, itemAction, Member, nextOf, shortOf, storedMember } from "./test-support.ts";

const { model } = Member;
const item = { team: "red", id: "a", email: "Ada@X.org", badge: 1 };
const description: PutDescription = {
  verb: "put",
  model,
  item,
  expected: undefined,
  where: undefined,
  returning: "new",
};
const plan = (changes: Partial<PutDescription> = {}) => putWithClaims({ ...description, ...changes }, context);

describe("put without the item as it was read", () => {
  test("claims all, where there is no item, it has expired, or has the same values", () => {
    const planned = plan();
    expect(shortOf(planned)).toEqual([
      "Put MEMBER#red#a",
      "take Member#email#ada@x.org",
      "take Member#badge#red#1",
      "take Member#id#a",
    ]);
    expect(planned.transaction).toBe(true);
    expect(itemAction(planned).input.ConditionExpression).toMatchInlineSnapshot(
      `"attribute_not_exists(#PK) OR #expiresAt <= :expiresAt OR #email = :email AND #badge = :badge AND attribute_not_exists(#expiresAt)"`,
    );
    expect(planned.actions[1]?.input.ConditionExpression).toMatchInlineSnapshot(
      `"attribute_not_exists(#PK) OR #_owner = :_owner OR #expiresAt <= :expiresAt"`,
    );
  });

  test("learns what there is, and gives it free", () => {
    const stored = storedMember({ email: { S: "old@x.org" }, badge: { N: "1" } });
    const second = nextOf(failureOf(plan(), stored));
    expect(shortOf(second)).toEqual([
      "Put MEMBER#red#a",
      "take Member#email#ada@x.org",
      "leave Member#email#old@x.org",
    ]);
    expect(itemAction(second).input.ConditionExpression).toContain("#email = :email");
    expect(second.actions.at(-1)?.input.ConditionExpression).toMatchInlineSnapshot(
      `"attribute_not_exists(#PK) OR #_owner = :_owner"`,
    );
  });

  test("begins again where the item that it learned of is gone", () => {
    const second = nextOf(failureOf(plan(), storedMember({ email: { S: "old@x.org" } })));
    expect(shortOf(nextOf(failureOf(second, undefined)))).toEqual(shortOf(plan()));
  });

  test("gives up when others were faster five times", () => {
    let planned = plan();
    for (let i = 1; i < 5; i++) planned = nextOf(failureOf(planned, storedMember({ badge: { N: `${i + 1}` } })));
    const failure = failureOf(planned, storedMember({ badge: { N: "9" } }));
    expect(failure.kind === "error" && ConditionFailedError.isInstance(failure.error)).toBe(true);
  });

  test("does not take a condition of the caller's for something to learn", () => {
    const same = storedMember({ email: { S: "Ada@X.org" }, badge: { N: "1" } });
    const where = (references: never) => eq((references as { note: never }).note, "x" as never);
    expect(failureOf(plan({ where }), same).kind).toBe("error");
  });
});

describe("put with the item as it was read", () => {
  const previous = { team: "red", id: "a", email: "old@x.org" };

  test("changes only what is different, and learns nothing", () => {
    const planned = plan({ previous });
    expect(shortOf(planned)).toEqual([
      "Put MEMBER#red#a",
      "take Member#email#ada@x.org",
      "take Member#badge#red#1",
      "leave Member#email#old@x.org",
    ]);
    expect(failureOf(planned, storedMember({ email: { S: "other@x.org" } })).kind).toBe("error");
  });

  test("demands an item, also where nothing but its key says so", () => {
    const planned = plan({ item: { team: "red", id: "a" }, previous: { team: "red", id: "a" } });
    expect(shortOf(planned)).toEqual(["Put MEMBER#red#a"]);
    expect(itemAction(planned).input.ConditionExpression).toContain("attribute_exists(#PK)");
  });
});

test("put cannot give back what a transaction does not", () => {
  expect(codesOf(() => plan({ returning: "old" }))).toEqual(["invalid_option"]);
});
