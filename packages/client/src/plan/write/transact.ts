import { createHash } from "node:crypto";
import type { TransactDescription, WriteDescription } from "../../operation/description.ts";
import { type CapacityInput, capacityInput, type PlanContext } from "../context.ts";
import { refuse } from "../refuse.ts";
import { checkDistinct, type Subject } from "../several.ts";
import { keyOfAction, type WritePlan } from "./write-plan.ts";

/** Several writes that happen together or not at all. */
export interface TransactPlan {
  readonly kind: "transact";
  /** The plan of each operation; one may be several actions. */
  readonly parts: readonly WritePlan[];
  readonly labels: readonly string[] | undefined;
  /** The token that stands for this transaction whenever it is sent. */
  readonly token: string | undefined;
  /** Whether that is a token of the caller's, who sends this very transaction again by it. */
  readonly replayed: boolean;
  readonly capacity: CapacityInput;
  /** What the operation at this position gave. */
  result(position: number): unknown;
}

/**
 * Plans a transaction. `planPart` plans one operation.
 *
 * @throws ValidationError where two actions are of one item, or an operation asks for what transactions do not give back
 */
export function planTransact(
  { model, operations, labels, token }: TransactDescription,
  context: PlanContext,
  planPart: (description: WriteDescription, context: PlanContext) => WritePlan,
): TransactPlan {
  checkToken(model, token);
  const own = contextOfActions(token ? replayable(context, token) : context);
  const parts = operations.map((description) => {
    checkReturning(description);
    return planPart(description, own);
  });
  checkDistinct(subjectsOf(operations, parts), labels, "make one action of them, with a where in place of a check");
  return {
    kind: "transact",
    parts,
    labels,
    token: token?.token,
    replayed: token !== undefined,
    capacity: capacityInput(context),
    result: (position) => {
      const verb = operations[position]?.verb;
      // The others give what DynamoDB answers, and it answers nothing in a transaction.
      const known = verb === "create" || verb === "put" || verb === "move";
      return known ? parts[position]?.result(undefined) : undefined;
    },
  };
}

/** Actions ask for no capacity of their own. Property by property, as engines are slow at what follows a spread. */
function contextOfActions(context: PlanContext): PlanContext {
  const { now, readMode, cursorSecret, scope } = context;
  return {
    tableName: (logical) => context.tableName(logical),
    now,
    writeMark: () => context.writeMark(),
    returnCapacity: "NONE",
    readMode,
    cursorSecret,
    scope,
  };
}

const longestToken = 36;

function checkToken(model: TransactDescription["model"], token: TransactDescription["token"]): void {
  if (token === undefined) return;
  const { token: text, at } = token;
  if (typeof text !== "string" || text === "" || text.length > longestToken) {
    throw refuse(model, ["token"], "invalid_option", `must be a text of 1 to ${longestToken} characters`);
  }
  if (at instanceof Date && !Number.isNaN(at.getTime())) return;
  const message =
    "must be a Date that is the same whenever this token is: timestamps are taken from it, and DynamoDB refuses a token with another request";
  throw refuse(model, ["at"], "invalid_option", message);
}

/** Takes times and write marks from the token and its time, so that the request is the same each time, and another one on another day. */
function replayable(context: PlanContext, { token, at }: NonNullable<TransactDescription["token"]>): PlanContext {
  let marks = 0;
  const writeMark = (): string =>
    createHash("sha256").update(`${token}#${at.getTime()}#${marks++}`).digest("base64url").slice(0, markLength);
  return { ...context, now: at, writeMark };
}

const markLength = 12;

function checkReturning(description: WriteDescription): void {
  const { model, verb } = description;
  const returning = "returning" in description ? description.returning : undefined;
  if (returning !== "old" && returning !== "changed") return;
  const message = `is ${JSON.stringify(returning)} of ${model.name}.${verb}: a transaction gives back nothing that was stored. Leave it out, and read the item after it`;
  throw refuse(model, ["returning"], "invalid_option", message);
}

function subjectsOf(operations: readonly WriteDescription[], parts: readonly WritePlan[]): readonly Subject[] {
  const subjects: Subject[] = [];
  for (const [position, { model }] of operations.entries()) {
    for (const action of parts[position]?.actions ?? []) {
      const { TableName: tableName } = action.input;
      subjects.push({ position, model, tableName, key: keyOfAction(action), constraint: action.claim?.name });
    }
  }
  return subjects;
}
