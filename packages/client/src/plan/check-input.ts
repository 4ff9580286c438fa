import type { EntityModel } from "@keywright/schema";
import type { BatchOptions } from "../operation/batch-options.ts";
import { refuse } from "./refuse.ts";

// The compiler says all of this. These checks are for programs that it did not see, before DynamoDB or a default hides the mistake.

/** Refuses what is no object of attributes. */
export function checkAttributes(
  model: EntityModel,
  what: string,
  value: unknown,
): asserts value is Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw refuse(model, [], "invalid_type", `${what} must be an object of attributes, such as { name: value }`);
}

/** Refuses a count of items, or of pages, that is not 1 or more. */
export function checkCount(model: EntityModel, option: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return;
  throw refuse(model, [option], "invalid_option", "must be a whole number, 1 or greater. Leave it out for the default");
}

/** Refuses options of a batch that would have it do nothing. */
export function checkBatchOptions(model: EntityModel | undefined, { concurrency, maxAttempts }: BatchOptions): void {
  if (model === undefined) return;
  checkCount(model, "concurrency", concurrency);
  checkCount(model, "maxAttempts", maxAttempts);
}

/** Refuses an option that is none of its choices. */
export function checkChoice<T extends string>(
  model: EntityModel,
  option: string,
  value: T,
  choices: readonly NoInfer<T>[],
): void {
  if (choices.includes(value)) return;
  const list = choices.map((choice) => JSON.stringify(choice)).join(", ");
  throw refuse(model, [option], "invalid_option", `must be one of ${list}`);
}

/** Refuses to send as a transaction what asks for an answer that transactions do not give. */
export function checkReturning<T extends string>(model: EntityModel, value: T, choices: readonly NoInfer<T>[]): void {
  if (choices.includes(value)) return;
  const message = `is ${JSON.stringify(value)}: exactlyOnce sends a transaction, which gives back nothing that was stored. Add returning: ${JSON.stringify(choices[0])}`;
  throw refuse(model, ["returning"], "invalid_option", message);
}
