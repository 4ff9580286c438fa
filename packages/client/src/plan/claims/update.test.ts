import { increment, remove } from "@keywright/expressions";
import { describe, expect, test } from "vitest";
import type { DeleteDescription, UpdateDescription } from "../../operation/description.ts";
import { deleteWithClaims } from "./delete.ts";
import {
  codesOf,
  context,
  failureOf,
  itemAction,
  Member,
  nextOf,
  owner,
  shortOf,
  storedMember,
} from "./test-support.ts";
import { updateWithClaims } from "./update.ts";

const { model } = Member;
const key = { team: "red", id: "a" };
const previous = { ...key, email: "ada@x.org", badge: 1 };

describe("update", () => {
  const description: UpdateDescription = {
    verb: "update",
    model,
    key,
    changes: {},
    known: {},
    expected: undefined,
    where: undefined,
    returning: "none",
  };
  const plan = (changes: UpdateDescription["changes"], options: Partial<UpdateDescription> = {}) =>
    updateWithClaims({ ...description, changes, ...options }, context);

  test("of other attributes is one request and demands nothing of unique ones", () => {
    const planned = plan({ note: "n" }, { returning: "new" });
    expect(shortOf(planned)).toEqual(["Update MEMBER#red#a"]);
    expect(planned.transaction).toBe(false);
    expect(itemAction(planned).input.ConditionExpression).not.toContain("email");
  });

  test("of a unique attribute changes its claim, where the item has the same values still", () => {
    const planned = plan({ email: "new@x.org" }, { previous });
    expect(shortOf(planned)).toEqual([
      "Update MEMBER#red#a",
      "take Member#email#new@x.org",
      "leave Member#email#ada@x.org",
    ]);
    expect(itemAction(planned).input.ConditionExpression).toContain("#badge = :badge");
    expect(failureOf(planned, storedMember()).kind).toBe("error");
  });

  test("that takes an attribute away leaves its claims", () => {
    expect(shortOf(plan({ badge: remove() }, { previous }))).toEqual([
      "Update MEMBER#red#a",
      "leave Member#badge#red#1",
    ]);
  });

  test("that keeps the claims is one request", () => {
    expect(shortOf(plan({ email: "ADA@X.org" }, { previous }))).toEqual(["Update MEMBER#red#a"]);
  });

  test("of the time to live takes all claims again, with it", () => {
    const expiresAt = new Date(context.now.getTime() + 60_000);
    const planned = plan({ expiresAt }, { previous });
    expect(shortOf(planned).slice(1)).toEqual([
      "take Member#email#ada@x.org",
      "take Member#badge#red#1",
      "take Member#id#a",
    ]);
    expect(planned.actions[1]?.input).toMatchObject({
      Item: { _owner: { M: owner }, expiresAt: { N: String(expiresAt.getTime() / 1000) } },
    });
  });

  test("is refused where nobody knows what to claim or to leave", () => {
    expect(codesOf(() => plan({ email: "new@x.org" }))).toEqual(["missing_previous"]);
    expect(codesOf(() => plan({ expiresAt: remove() }))).toEqual(["missing_previous"]);
    expect(codesOf(() => plan({ badge: increment(1, { from: 0 }) }, { previous }))).toEqual(["unique_attribute"]);
    expect(codesOf(() => plan({ email: "new@x.org" }, { previous, returning: "new" }))).toEqual(["invalid_option"]);
  });
});

describe("delete", () => {
  const description: DeleteDescription = {
    verb: "delete",
    model,
    key,
    expected: undefined,
    where: undefined,
    mustExist: true,
    returning: "none",
  };
  const plan = (options: Partial<DeleteDescription> = {}) => deleteWithClaims({ ...description, ...options }, context);

  test("leaves the claims of the item", () => {
    expect(shortOf(plan({ previous }))).toEqual([
      "Delete MEMBER#red#a",
      "leave Member#email#ada@x.org",
      "leave Member#badge#red#1",
      "leave Member#id#a",
    ]);
  });

  test("does without a claim that another item has", () => {
    const planned = plan({ previous });
    const claim = planned.actions[1] ?? expect.unreachable();
    const other = { _owner: { M: { PK: { S: "MEMBER#red#b" }, SK: { S: "MEMBER" } } } };
    const second = nextOf(claim.failure(other));
    expect(shortOf(second)).toEqual(["Delete MEMBER#red#a", "leave Member#badge#red#1", "leave Member#id#a"]);
    const third = nextOf((second.actions[1] ?? expect.unreachable()).failure(other));
    expect(shortOf(third)).toEqual(["Delete MEMBER#red#a", "leave Member#id#a"]);
  });

  test("is refused without the item, and where it is to give back what was stored", () => {
    expect(codesOf(() => plan())).toEqual(["missing_previous"]);
    expect(codesOf(() => plan({ previous, returning: "old" }))).toEqual(["invalid_option"]);
  });
});
