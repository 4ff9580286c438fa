import type { EntityName, Values } from "./unique-model.ts";
import { claimsOf, itemOf, type Outcome, type Single, type Step, textOf } from "./unique-steps.ts";

/** The items that are stored, by entity and key. */
export type Items = ReadonlyMap<string, { readonly entity: EntityName; readonly item: Values }>;

interface Said {
  readonly items: Items;
  readonly outcome: Outcome;
}

/** What a step may come to that nobody is in the way of. Several operations that fail may be told in any order. */
export function expectedOf(
  items: Items,
  step: Step,
  note: string,
): { readonly items: Items; readonly outcomes: readonly Outcome[] } {
  const [first, second] = step;
  const alone = step.map((each) => one(items, each, note));
  const outcomes = alone.map(({ outcome }) => outcome);
  if (!second || !first) return { items: alone[0]?.items ?? items, outcomes };
  if (outcomes.includes("skipped") || step.some(({ verb }) => verb === "modify")) {
    return { items, outcomes: ["skipped"] };
  }
  if (overlap(keysOf(first), keysOf(second))) return { items, outcomes: ["mixed"] };
  const failed = outcomes.filter((outcome) => outcome !== "done");
  // A claim cannot be passed from one item to another, nor be claimed by both.
  const claims = step.map((each, i) => [
    ...claimsAt(items, each),
    ...claimsAt(alone[i]?.items ?? items, each),
    ...(["delete", "leave", "note"].includes(each.verb) ? [] : claimsOf(each.entity, itemOf(each, note))),
  ]);
  if (overlap(claims[0] ?? [], claims[1] ?? [])) return { items, outcomes: ["mixed", ...failed] };
  if (failed.length > 0) return { items, outcomes: failed };
  return { items: one(alone[0]?.items ?? items, second, note).items, outcomes: ["done"] };
}

function keysOf({ entity, verb, team, id, to }: Single): readonly string[] {
  return [textOf(entity, { team, id }), ...(verb === "move" ? [textOf(entity, to)] : [])];
}

function claimsAt(items: Items, step: Single): readonly string[] {
  return keysOf(step).flatMap((key) => {
    const found = items.get(key);
    return found ? claimsOf(found.entity, found.item) : [];
  });
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.some((each) => b.includes(each));
}

function one(items: Items, step: Single, note: string): Said {
  const { verb, entity, team, id, to } = step;
  const failed = (outcome: Outcome): Said => ({ items, outcome });
  const key = textOf(entity, { team, id });
  const before = items.get(key)?.item;
  const given = itemOf(step, note);
  const rest = new Map([...items].filter(([each]) => each !== key));
  const write = (item: Values): Said => {
    const target = textOf(entity, item);
    const others = [...rest].filter(([each]) => each !== target && rest.get(each)?.entity === entity);
    const taken = new Set(others.flatMap(([, other]) => claimsOf(entity, other.item)));
    if (claimsOf(entity, item).some((claim) => taken.has(claim))) return failed("taken");
    return { items: new Map([...rest, [target, { entity, item }]]), outcome: "done" };
  };
  switch (verb) {
    case "create":
      return before ? failed("exists") : write(given);
    case "put":
      return before || entity === "Member" ? write(given) : failed("skipped");
    case "upsert":
      return write({ ...before, ...given });
    case "note":
      return before ? write({ ...before, note }) : failed("absent");
    case "modify":
      if (entity === "Member") return failed("skipped");
      return before ? write(given) : failed("absent");
    case "replace":
    case "change":
      return before ? write(given) : failed("skipped");
    case "delete":
    case "leave":
      return before ? { items: rest, outcome: "done" } : failed("skipped");
    case "move":
      if (!before || (to.team === team && to.id === id)) return failed("skipped");
      return rest.has(textOf(entity, to)) ? failed("exists") : write({ ...before, ...given });
    default:
      return verb satisfies never;
  }
}
