import type { TableModel } from "keywright";
import type { Authorization } from "./evaluate.ts";

/** A request of the SDK: its name and its input. */
export interface Sent {
  readonly operation: string;
  readonly input: object;
}

type Values = { readonly [name: string]: unknown };
type Item = { readonly [name: string]: { readonly S?: string; readonly N?: string } };

const partitionKeys = [
  "dynamodb:LeadingKeys",
  "dynamodb:SecondPartitionKeyValues",
  "dynamodb:ThirdPartitionKeyValues",
  "dynamodb:FourthPartitionKeyValues",
];
const actions: { readonly [kind: string]: string } = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/**
 * What DynamoDB asks IAM for a request, as the developer guide and the service authorization reference say it. Actions of one kind
 * on one table of a transaction are asked together, which is the stricter reading.
 */
export function authorizationsOf(
  { operation, input }: Sent,
  tables: ReadonlyMap<string, TableModel>,
  prefix: string,
): readonly Authorization[] {
  const given = input as Values;
  const asked = (
    action: string,
    parts: readonly Part[],
    extra: Authorization["context"] = {},
  ): readonly Authorization[] => {
    const byTable = grouped(parts, ({ table, index }) => `${table}${index === undefined ? "" : `/index/${index}`}`);
    return Array.from(byTable, ([place, some]) => ({
      action: `dynamodb:${action}`,
      resource: `${prefix}:table/${place}`,
      context: { ...contextOf(some, tables), ...extra },
    }));
  };
  switch (operation) {
    case "GetItem":
      return asked(operation, [partOf(given)], { "dynamodb:Select": selectOf(given) });
    case "PutItem":
    case "UpdateItem":
    case "DeleteItem":
      return asked(operation, [partOf(given)], { "dynamodb:ReturnValues": String(given.ReturnValues ?? "NONE") });
    case "Query":
      return asked(operation, [partOf(given)], { "dynamodb:Select": selectOf(given) });
    case "Scan":
      return asked(operation, [partOf(given)], { "dynamodb:Select": selectOf(given) });
    case "BatchGetItem":
      return asked(
        operation,
        Object.entries(given.RequestItems as Values).flatMap(([table, entry]) =>
          ((entry as Values).Keys as Item[]).map((Key) => partOf({ ...(entry as Values), TableName: table, Key })),
        ),
        { "dynamodb:Select": selectOf(Object.values(given.RequestItems as Values)[0] as Values) },
      );
    case "BatchWriteItem":
      return asked(
        operation,
        Object.entries(given.RequestItems as Values).flatMap(([table, writes]) =>
          (writes as Values[]).map(({ PutRequest, DeleteRequest }) =>
            partOf({ TableName: table, ...(PutRequest as Values), ...(DeleteRequest as Values) }),
          ),
        ),
      );
    case "TransactWriteItems":
    case "TransactGetItems": {
      const kinds = (given.TransactItems as Values[]).flatMap((item) => Object.entries(item));
      return [...grouped(kinds, ([kind]) => kind)].flatMap(([kind, all]) =>
        asked(
          actions[kind] ?? kind,
          all.map(([, action]) => partOf(action as Values)),
          {
            ...(kind === "ConditionCheck" ? {} : { "dynamodb:EnclosingOperation": operation }),
            ...(kind === "Get" ? { "dynamodb:Select": selectOf(all[0]?.[1] as Values) } : {}),
          },
        ),
      );
    }
    default:
      throw new Error(`no authorizations are known of ${operation}`);
  }
}

/** One item or range that a request is about. */
interface Part {
  readonly table: string;
  readonly index?: string;
  /** Values of key attributes, as far as the request says them. */
  readonly keys: Item;
  readonly attributes: readonly string[];
}

function partOf(input: Values): Part {
  const names = (input.ExpressionAttributeNames ?? {}) as Readonly<Record<string, string>>;
  const texts = [
    "ConditionExpression",
    "UpdateExpression",
    "ProjectionExpression",
    "FilterExpression",
    "KeyConditionExpression",
  ].flatMap((name) => (typeof input[name] === "string" ? [input[name]] : []));
  // Every name is a placeholder; what follows a dot lies within a top-level attribute.
  const mentioned = texts.flatMap((text) =>
    Array.from(text.matchAll(/(?<!\.)(#\w+)/g), ([, alias = ""]) => names[alias] ?? alias),
  );
  const item = (input.Key ?? input.Item ?? {}) as Item;
  const index = input.IndexName;
  return {
    table: String(input.TableName),
    ...(typeof index === "string" && { index }),
    keys: { ...item, ...conditionKeys(input, names) },
    attributes: [...new Set([...Object.keys(item), ...mentioned])],
  };
}

function conditionKeys(input: Values, names: Readonly<Record<string, string>>): Item {
  const values = (input.ExpressionAttributeValues ?? {}) as Item;
  const text = typeof input.KeyConditionExpression === "string" ? input.KeyConditionExpression : "";
  return Object.fromEntries(
    Array.from(text.matchAll(/(#\w+) = (:\w+)/g), ([, alias = "", value = ""]) => [
      names[alias] ?? alias,
      values[value] ?? {},
    ]),
  );
}

function contextOf(parts: readonly Part[], tables: ReadonlyMap<string, TableModel>): Authorization["context"] {
  const context: Record<string, readonly string[]> = {
    "dynamodb:Attributes": [...new Set(parts.flatMap(({ attributes }) => attributes))],
  };
  for (const { table, index, keys } of parts) {
    const model = tables.get(table);
    const of = index === undefined ? undefined : model?.indexes.get(index);
    for (const [i, { name }] of (of?.partitionKeys ?? (model ? [model.partitionKey] : [])).entries()) {
      const value = keys[name]?.S ?? keys[name]?.N;
      const key = partitionKeys[i] ?? "";
      if (value !== undefined) context[key] = [...(context[key] ?? []), value];
    }
  }
  return context;
}

function selectOf(input: Values): string {
  if (typeof input.Select === "string") return input.Select;
  if (input.ProjectionExpression !== undefined) return "SPECIFIC_ATTRIBUTES";
  return input.IndexName === undefined ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
}

function grouped<T>(all: readonly T[], of: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, readonly T[]>();
  for (const each of all) groups.set(of(each), [...(groups.get(of(each)) ?? []), each]);
  return groups;
}
