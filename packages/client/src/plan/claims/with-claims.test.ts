import { LimitError } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import { ScopeError } from "../../error/scope-error.ts";
import { UniqueConstraintError } from "../../error/unique-constraint-error.ts";
import { keeperOf } from "../scope/keeper.ts";
import { createWithClaims } from "./create.ts";
import { modifyWithClaims } from "./modify.ts";
import { planMove } from "./move.ts";
import { putWithClaims } from "./put.ts";
import { context, Member, shortOf, storedMember } from "./test-support.ts";
import { updateWithClaims } from "./update.ts";

const { model } = Member;
const key = { team: "red", id: "a" };
const create = (item: Readonly<Record<string, unknown>>, scope?: Readonly<Record<string, unknown>>) =>
  createWithClaims({ verb: "create", model, item }, scope ? { ...context, scope: keeperOf(scope) } : context);

describe("a claim", () => {
  const planned = create({ ...key, email: "ada@x.org" });

  test("bears its owner, and the time to live where the item does", () => {
    const item = { PK: { S: "~unique#Member#email#ada@x.org" }, SK: { S: "~unique#Member#email#ada@x.org" } };
    const _owner = { M: { PK: { S: "MEMBER#red#a" }, SK: { S: "MEMBER" } } };
    expect(planned.actions[1]?.input).toMatchObject({ TableName: "Members", Item: { ...item, _owner } });
    expect(planned.actions[1]?.input).not.toHaveProperty("Item.expiresAt");
    const expiring = create({ ...key, email: "ada@x.org", expiresAt: new Date(0) });
    expect(expiring.actions[1]?.input).toMatchObject({ Item: { expiresAt: { N: "0" } } });
  });

  test("that another item has is an error that says whose it is, without the value", () => {
    const other = { _owner: { M: { PK: { S: "MEMBER#red#b" }, SK: { S: "MEMBER" } } } };
    const failure = planned.actions[1]?.failure(other);
    if (failure?.kind !== "error" || !UniqueConstraintError.isInstance(failure.error)) return expect.unreachable();
    expect(failure.error).toMatchObject({
      entity: "Member",
      constraint: "email",
      attributes: ["email"],
      holder: { PK: "MEMBER#red#b", SK: "MEMBER" },
    });
    expect(failure.error.message).not.toContain("x.org");
  });

  test("is there for each constraint of which the item has all attributes", () => {
    expect(shortOf(create(key))).toEqual(["Put MEMBER#red#a", "take Member#id#a"]);
  });

  test("must be made of the scope", () => {
    const scope = { team: "red" };
    expect(() => create({ ...key, badge: 1 }, scope)).toThrow(ScopeError);
    expect(() => create({ ...key, badge: 1 }, scope)).toThrow("the claims of unique.id");
  });
});

describe("a stored value that cannot be claimed", () => {
  // Another program wrote it; it was longer than a key can be.
  const item = { ...key, email: "a".repeat(3000) };
  const stored = storedMember({ email: { S: item.email } });
  const modified = (changed: Readonly<Record<string, unknown>>) => {
    const modification = { model, key, stored, item, before: stored, changed };
    return shortOf(modifyWithClaims(modification, context));
  };

  test("has no claim to leave where another takes its place", () => {
    expect(modified({ ...key, email: "ada@x.org" })).toEqual(["Update MEMBER#red#a", "take Member#email#ada@x.org"]);
    expect(modified({ ...key, badge: 1 })).toEqual(["Update MEMBER#red#a", "take Member#badge#red#1"]);
    const put = putWithClaims(
      {
        verb: "put",
        model,
        item: { ...key, email: "ada@x.org" },
        previous: item,
        expected: undefined,
        where: undefined,
        returning: "none",
      },
      context,
    );
    expect(shortOf(put)).toEqual(["Put MEMBER#red#a", "take Member#email#ada@x.org"]);
    const update = updateWithClaims(
      {
        verb: "update",
        model,
        key,
        changes: { email: "ada@x.org" },
        known: {},
        previous: item,
        expected: undefined,
        where: undefined,
        returning: "none",
      },
      context,
    );
    expect(shortOf(update)).toEqual(["Update MEMBER#red#a", "take Member#email#ada@x.org"]);
  });

  test("is refused where it would stay", () => {
    expect(() => modified({ ...item, note: "n" })).toThrow(LimitError);
  });
});

test("move takes its claims along, and changes those whose values change", () => {
  const item = { ...key, email: "ada@x.org", badge: 1 };
  const changes = { team: "blue" };
  expect(shortOf(planMove({ verb: "move", model, item, changes, where: undefined }, context))).toEqual([
    "Delete MEMBER#red#a",
    "Put MEMBER#blue#a",
    "take Member#email#ada@x.org",
    "take Member#badge#blue#1",
    "take Member#id#a",
    "leave Member#badge#red#1",
  ]);
});
