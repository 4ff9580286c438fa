import { defineTable, epochSeconds, type WireItem } from "@keywright/schema";
import * as z from "zod";
import { defineEntity } from "../../definition/define-entity.ts";
import type { AnyEntity } from "../../definition/entity.ts";
import { at } from "../../testing/requests.ts";
import type { PlanContext } from "../context.ts";
import type { Failure, WriteAction, WritePlan } from "../write/write-plan.ts";

export const context: PlanContext = {
  tableName: (name) => name,
  now: at.now,
  writeMark: () => "mark",
  returnCapacity: "NONE",
  readMode: "structural",
  cursorSecret: undefined,
};

/** Three constraints: one with a case rule, one of two attributes, one of an attribute of the key. */
export const Member: AnyEntity = defineEntity({
  name: "Member",
  table: defineTable({
    name: "Members",
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    timeToLive: "expiresAt",
  }),
  schema: z.object({
    team: z.string(),
    id: z.string(),
    email: z.string().optional(),
    badge: z.int().optional(),
    note: z.string().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "MEMBER#{team}#{id}", SK: "MEMBER" },
  unique: { email: ["email:lower"], badge: ["team", "badge"], id: ["id"] },
});

/** An item of `Member`, as it is stored. */
export function storedMember(attributes: WireItem = {}): WireItem {
  return { PK: { S: "MEMBER#red#a" }, SK: { S: "MEMBER" }, team: { S: "red" }, id: { S: "a" }, ...attributes };
}

export const owner: WireItem = { PK: { S: "MEMBER#red#a" }, SK: { S: "MEMBER" } };

/** What the actions of a plan are, in short: those on claims with what they claim or leave. */
export function shortOf({ actions }: WritePlan): readonly string[] {
  return actions.map(({ type, claim, input }) => {
    const key = (type === "Put" ? input.Item : input.Key)?.PK?.S ?? "?";
    return claim === undefined
      ? `${type} ${key}`
      : `${type === "Put" ? "take" : "leave"} ${key.slice("~unique#".length)}`;
  });
}

/** What a false condition of the action on the item means; `stored` is what it was compared with. */
export function failureOf({ actions }: WritePlan, stored: WireItem | undefined): Failure {
  return itemAction({ actions }).failure(stored);
}

export function itemAction({ actions }: Pick<WritePlan, "actions">): WriteAction {
  const [action] = actions.filter(({ claim }) => claim === undefined).slice(-1);
  if (action === undefined) throw new Error("a plan writes an item");
  return action;
}

/** The plan that takes the place of the one that failed. */
export function nextOf(failure: Failure): WritePlan {
  if (failure.kind !== "instead") throw new Error(`it is ${failure.kind}`);
  return failure.plan(context);
}

/** The codes of what is wrong with an input. */
export function codesOf(plan: () => unknown): readonly unknown[] {
  try {
    plan();
  } catch (error) {
    if (typeof error === "object" && error !== null && "issues" in error && Array.isArray(error.issues)) {
      return error.issues.map((issue: { readonly code: unknown }) => issue.code);
    }
    throw error;
  }
  throw new Error("it is fine");
}
