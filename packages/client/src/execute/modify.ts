import type { EntityModel, WireItem } from "@keywright/schema";
import { ConditionFailedError } from "../error/condition-failed-error.ts";
import { DeadlineError } from "../error/deadline-error.ts";
import { ItemNotFoundError } from "../error/item-not-found-error.ts";
import { VersionConflictError } from "../error/version-conflict-error.ts";
import { modifyWithClaims } from "../plan/claims/modify.ts";
import { planOperation } from "../plan/plan.ts";
import { isExpired, isOwn } from "../plan/read/identity.ts";
import { refuse } from "../plan/refuse.ts";
import { keyOf } from "../plan/stored-key.ts";
import { draftOf } from "../plan/write/draft.ts";
import { type Attempts, mayBeWritten } from "./attempts.ts";
import { backOff } from "./backoff.ts";
import { withDeadline } from "./deadline.ts";
import { type Runtime, request, type Subject } from "./runtime.ts";
import type { SendOptions } from "./send-options.ts";
import { unknownOutcome } from "./unknown-outcome.ts";
import { unlessAborted } from "./unless-aborted.ts";
import { attemptsOf, executeWrite } from "./write.ts";

type Values = Readonly<Record<string, unknown>>;

/** A change of one item by a function of the program. */
export interface Modify {
  readonly model: EntityModel;
  readonly key: Values;
  /** Called with the item, once for each attempt; `undefined` leaves it. */
  readonly change: (item: Values) => unknown;
  /** How often to try before a conflict is an error. */
  readonly attempts: number;
}

/** Reads an item, has it changed, and writes it where it still is what was read; again and again while others are faster. */
export async function executeModify(runtime: Runtime, modify: Modify, options: SendOptions): Promise<unknown> {
  const subject: Subject = { entity: modify.model.name, verb: "modify" };
  const limits = { signal: options.signal, deadline: options.deadline ?? runtime.deadline };
  let write: Attempts | undefined;
  try {
    return await withDeadline(limits, `${subject.entity}.modify`, async (signal) => {
      for (let attempt = 1; ; attempt++) {
        write = undefined;
        try {
          return await tryOnce(runtime, subject, modify, signal, (attempts) => {
            write = attempts;
          });
        } catch (error) {
          if (!isConflict(error)) throw error;
          if (attempt >= modify.attempts) throw finalError(error, attempt);
        }
        await unlessAborted(signal, () => backOff(attempt, signal));
      }
    });
  } catch (error) {
    // At a deadline a write may still be on its way.
    if (write && DeadlineError.isInstance(error) && mayBeWritten(write)) throw unknownOutcome(subject, error);
    throw error;
  }
}

async function tryOnce(
  runtime: Runtime,
  subject: Subject,
  { model, key, change }: Modify,
  signal: AbortSignal | undefined,
  onWrite: (attempts: Attempts | undefined) => void,
): Promise<unknown> {
  const { stored, item } = await read(runtime, subject, model, key, signal);
  const draft = draftOf(model, stored, runtime.context().readMode);
  const given = await unlessAborted(signal, () => change(draft.item));
  if (given === undefined) {
    if (!draft.isTouched()) return item;
    const message =
      "changed the item and gave nothing back, so nothing would be written. Give the item back, or leave it as it is";
    throw refuse(model, [], "changes_lost", `the function of modify ${message}`);
  }
  const changed = draft.changed(given);
  if (changed === undefined) return item;
  const context = runtime.context();
  const modification = { model, key: keyOf(model, item), stored, item, before: draft.before, changed };
  const plan = modifyWithClaims(modification, context);
  const attempts = attemptsOf(plan);
  onWrite(attempts);
  return executeWrite(runtime, subject, plan, signal, attempts);
}

/** @throws ItemNotFoundError */
async function read(
  runtime: Runtime,
  subject: Subject,
  model: EntityModel,
  key: Values,
  signal: AbortSignal | undefined,
): Promise<{ readonly stored: WireItem; readonly item: Values }> {
  const context = runtime.context();
  const plan = planOperation({ verb: "get", model, key, consistent: true, select: undefined }, context);
  if (plan.kind !== "get") throw new TypeError("a get is planned as one request");
  const output = await unlessAborted(signal, () => request(runtime, subject, "GetItem", plan.input, signal));
  const stored = output.Item as WireItem | undefined;
  const item = plan.result(stored) as Values | undefined;
  if (stored !== undefined && item !== undefined) return { stored, item };
  const expired = stored !== undefined && isOwn(model, stored) && isExpired(model, stored, context.now);
  throw new ItemNotFoundError({ entity: model.name, key: keyOf(model, key), verb: "modify", expired });
}

/** The condition says nothing but that the item is as it was read: where it has no version, that is no version conflict. */
function isConflict(error: unknown): boolean {
  return VersionConflictError.isInstance(error) || ConditionFailedError.isInstance(error);
}

/** The error of the last attempt. That of a version says how many there were. */
function finalError(error: unknown, attempts: number): unknown {
  if (!VersionConflictError.isInstance(error)) return error;
  const { entity, key, expected, actual, item } = error;
  return new VersionConflictError({ entity, key, verb: "modify", expected, actual, item, attempts, cause: error });
}
