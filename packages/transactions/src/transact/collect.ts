import type { Operation, WriteDescription } from "@keywright/client";
import { type EntityModel, ValidationError } from "@keywright/schema";
import type { Operations } from "./types.ts";

interface Collected<D> {
  /** The model of the first operation. */
  readonly model: EntityModel;
  readonly descriptions: readonly D[];
  readonly labels: readonly string[] | undefined;
}

/** What an operation says of itself that is one of several. */
export type OneDescription = Extract<Operation<unknown>["~operation"], { readonly model: EntityModel }>;

/**
 * The descriptions of operations that are listed or labelled.
 *
 * @throws ValidationError where there is none, or one is of another kind
 */
export function collect<D extends OneDescription = WriteDescription>(
  name: string,
  operations: Operations<Operation<unknown>>,
  verbs: ReadonlySet<string>,
  advice = "",
): Collected<D> {
  const isList = Array.isArray(operations);
  const labels = isList ? undefined : Object.keys(operations);
  const list: readonly unknown[] = isList ? operations : Object.values(operations);
  const descriptions = list.map((operation, i) => {
    const description = descriptionOf(operation);
    if (description !== undefined && verbs.has(description.verb)) return description as D;
    const what = description === undefined ? "is no operation" : `is a ${description.verb}`;
    throw refuse(name, `${labels?.[i] ?? i} ${what}: ${name} takes ${[...verbs].join(", ")}${advice}`);
  });
  const [first] = descriptions;
  if (first === undefined) {
    throw refuse(
      name,
      "there is nothing in it: DynamoDB takes no empty transaction. Send it only where there is something to do",
    );
  }
  return { model: first.model, descriptions, labels };
}

function descriptionOf(operation: unknown): OneDescription | undefined {
  if (typeof operation !== "object" || operation === null || !("~operation" in operation)) return undefined;
  return operation["~operation"] as OneDescription;
}

function refuse(name: string, message: string): ValidationError {
  return new ValidationError({ entity: name, issues: [{ path: [], code: "invalid_operations", message }] });
}
