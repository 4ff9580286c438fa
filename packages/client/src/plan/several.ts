import { type EntityModel, ValidationError, type WireItem } from "@keywright/schema";
import { wireKeyText } from "./wire-key-text.ts";

/** What several operations gave, as the caller listed or labelled them. */
export function resultsOf(labels: readonly string[] | undefined, results: readonly unknown[]): unknown {
  if (labels === undefined) return results;
  return Object.fromEntries(labels.map((label, i) => [label, results[i]]));
}

/** How an error names one of several operations: by its label, or by its position from 0. */
export function placeOf(labels: readonly string[] | undefined, position: number): string {
  return labels?.[position] ?? String(position);
}

/** The item that one of several operations is about. */
export interface Subject {
  readonly position: number;
  readonly model: EntityModel;
  readonly tableName: string | undefined;
  /** Its key in the table. */
  readonly key: WireItem;
  /** The unique constraint, where it is the claim of values. */
  readonly constraint?: string | undefined;
}

/** @throws ValidationError where two operations are about one item, which DynamoDB would refuse, in the words of `advice` */
export function checkDistinct(
  subjects: readonly Subject[],
  labels: readonly string[] | undefined,
  advice: string,
): void {
  const seen = new Map<string, number>();
  for (const { position, model, tableName, key, constraint } of subjects) {
    const text = `${tableName} ${wireKeyText(key)}`;
    const before = seen.get(text);
    if (before !== undefined) {
      const places = `${placeOf(labels, before)} and ${placeOf(labels, position)}`;
      const message =
        constraint === undefined
          ? `${places} are about the same item, and DynamoDB takes each item once: ${advice}`
          : `${places} claim the same values of unique.${constraint}, or one gives free what the other claims, and DynamoDB takes each claim once: send them one after the other`;
      throw new ValidationError({ entity: model.name, issues: [{ path: [], code: "same_item", message }] });
    }
    seen.set(text, position);
  }
}
