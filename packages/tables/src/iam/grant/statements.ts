import type { PolicyStatement } from "keywright";
import { type PolicyTarget, tableArns } from "../arn.ts";
import type { Combined } from "./combine.ts";

type Condition = NonNullable<PolicyStatement["Condition"]>;

const guardedReturns = ["NONE", "UPDATED_OLD", "UPDATED_NEW"];

/** Statements that allow these actions, as few as say it exactly. */
export function statementsOf(
  combined: readonly Combined[],
  target: PolicyTarget,
  { counts = false }: { readonly counts?: boolean } = {},
): readonly PolicyStatement[] {
  // Same place and condition: one list of actions. Same actions and condition: one list of places.
  const places = new Map<string, { readonly arns: readonly string[]; readonly condition: string; actions: string[] }>();
  for (const each of combined) {
    const arns = arnsOf(each, target);
    const condition = JSON.stringify(conditionOf(each, counts));
    const id = `${arns.join()} ${condition}`;
    const place = places.get(id) ?? { arns, condition, actions: [] };
    place.actions.push(`dynamodb:${each.action}`);
    places.set(id, place);
  }
  const statements = new Map<
    string,
    { readonly actions: readonly string[]; readonly condition: string; arns: string[] }
  >();
  for (const { arns, condition, actions } of places.values()) {
    const sorted = [...actions].sort();
    const id = `${sorted.join()} ${condition}`;
    const statement = statements.get(id) ?? { actions: sorted, condition, arns: [] };
    statement.arns.push(...arns);
    statements.set(id, statement);
  }
  const allowed = Array.from(statements.values(), ({ actions, condition, arns }): PolicyStatement => {
    const conditions = JSON.parse(condition) as Condition;
    return {
      Effect: "Allow",
      Action: actions,
      Resource: arns.sort(),
      ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
    };
  });
  return [...allowed, ...withoutFullScans(combined, target)];
}

function arnsOf({ table, index }: Combined, target: PolicyTarget): readonly string[] {
  return tableArns(target, table).map((arn) => (index === undefined ? arn : `${arn}/index/${index}`));
}

function conditionOf({ keys, attributes, within, action }: Combined, counts: boolean): Condition {
  const condition: Record<string, Record<string, string | readonly string[]>> = {};
  const add = (operator: string, key: string, value: string | readonly string[]): void => {
    condition[operator] = { ...condition[operator], [key]: value };
  };
  // A condition of all values holds where there are none: the key must be there.
  if (keys) {
    add(
      keys.patterns.some(isPattern) ? "ForAllValues:StringLike" : "ForAllValues:StringEquals",
      keys.key,
      keys.patterns,
    );
    add("Null", keys.key, "false");
  }
  if (attributes) {
    add("ForAllValues:StringEquals", "dynamodb:Attributes", attributes);
    add("StringEqualsIfExists", "dynamodb:Select", counts ? ["COUNT", "SPECIFIC_ATTRIBUTES"] : "SPECIFIC_ATTRIBUTES");
    add("StringEqualsIfExists", "dynamodb:ReturnValues", guardedReturns);
  }
  // Checks are done in transactions alone, and do not know the key.
  if (within && action !== "ConditionCheckItem") add("StringEquals", "dynamodb:EnclosingOperation", within);
  return condition;
}

function isPattern(text: string): boolean {
  return /[*?]/.test(text.replace(/\$\{[*?$]\}/g, ""));
}

/** A PartiQL statement without a partition key reads the whole table, unless that is refused. */
function withoutFullScans(combined: readonly Combined[], target: PolicyTarget): readonly PolicyStatement[] {
  const selects = combined.filter(({ action, whole }) => action === "PartiQLSelect" && !whole);
  if (selects.length === 0) return [];
  return [
    {
      Effect: "Deny",
      Action: ["dynamodb:PartiQLSelect"],
      Resource: selects.flatMap((each) => arnsOf(each, target)).sort(),
      Condition: { Bool: { "dynamodb:FullTableScan": "true" } },
    },
  ];
}
