import { type EntityModel, ValidationError, type WireItem } from "@keywright/schema";
import { own } from "./own.ts";
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
  // One attribute of the key tells most items apart. Whole keys are looked at only where it does not.
  const byPart = new Map<string, Subject | "several">();
  const byKey = new Map<string, Subject>();
  const add = (subject: Subject): void => {
    const text = `${subject.tableName} ${wireKeyText(subject.key)}`;
    const before = byKey.get(text);
    if (before !== undefined) throw sameItem(before, subject, labels, advice);
    byKey.set(text, subject);
  };
  for (const subject of subjects) {
    const part = partOf(subject.key);
    const first = byPart.get(part);
    if (first === undefined) {
      byPart.set(part, subject);
      continue;
    }
    if (first !== "several") {
      add(first);
      byPart.set(part, "several");
    }
    add(subject);
  }
}

/** A text that equal keys have in common. */
function partOf(key: WireItem): string {
  let last = "";
  for (const name in key) if (name > last) last = name;
  const value = own(key, last);
  return value !== undefined && "S" in value ? value.S : wireKeyText(key);
}

function sameItem(
  before: Subject,
  { position, model, constraint }: Subject,
  labels: readonly string[] | undefined,
  advice: string,
): ValidationError {
  const places = `${placeOf(labels, before.position)} and ${placeOf(labels, position)}`;
  const message =
    constraint === undefined
      ? `${places} are about the same item, and DynamoDB takes each item once: ${advice}`
      : `${places} claim the same values of unique.${constraint}, or one gives free what the other claims, and DynamoDB takes each claim once: send them one after the other`;
  return new ValidationError({ entity: model.name, issues: [{ path: [], code: "same_item", message }] });
}
