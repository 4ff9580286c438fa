import { expect, test } from "vitest";
import { ConditionFailedError } from "../../error/condition-failed-error.ts";
import type { UpsertDescription } from "../../operation/description.ts";
import { codesOf, context, failureOf, itemAction, Member, nextOf, shortOf, storedMember } from "./test-support.ts";
import { upsertWithClaims } from "./upsert.ts";

const { model } = Member;
const item = { team: "red", id: "a", email: "Ada@X.org" };
const description: UpsertDescription = { verb: "upsert", model, item, where: undefined, onExpired: "replace" };
const plan = (changes: Partial<UpsertDescription> = {}) => upsertWithClaims({ ...description, ...changes }, context);

test("upsert writes a new item first", () => {
  const planned = plan();
  expect(shortOf(planned)).toEqual(["Put MEMBER#red#a", "take Member#email#ada@x.org", "take Member#id#a"]);
  expect(itemAction(planned).input.ConditionExpression).toContain("attribute_not_exists(#PK)");
});

test("upsert changes the item that it finds, and leaves what is not given", () => {
  const stored = storedMember({ email: { S: "old@x.org" }, badge: { N: "1" }, note: { S: "n" } });
  const second = nextOf(failureOf(plan(), stored));
  expect(shortOf(second)).toEqual([
    "Update MEMBER#red#a",
    "take Member#email#ada@x.org",
    "leave Member#email#old@x.org",
  ]);
  expect(second.result(undefined)).toEqual({ team: "red", id: "a", email: "Ada@X.org", badge: 1, note: "n" });
});

test("upsert of what is stored already claims nothing", () => {
  const second = nextOf(failureOf(plan(), storedMember({ email: { S: "ADA@x.org" }, badge: { N: "1" } })));
  expect(shortOf(second)).toEqual(["Update MEMBER#red#a"]);
});

test("upsert begins again where the item is gone, and gives up when others were faster five times", () => {
  const stored = storedMember({ badge: { N: "1" } });
  const second = nextOf(failureOf(plan(), stored));
  expect(shortOf(nextOf(failureOf(second, undefined)))).toEqual(shortOf(plan()));
  let planned = second;
  for (let i = 2; i < 5; i++) planned = nextOf(failureOf(planned, storedMember({ badge: { N: `${i}` } })));
  const failure = failureOf(planned, stored);
  expect(failure.kind === "error" && ConditionFailedError.isInstance(failure.error)).toBe(true);
});

test("upsert has no condition to ask of an item that may not be there", () => {
  expect(codesOf(() => plan({ where: () => undefined as never }))).toEqual(["invalid_option"]);
});
