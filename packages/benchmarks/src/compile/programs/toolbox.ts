import { numbersOf, type Program } from "./program.ts";
import { itemText } from "./schema.ts";

/** The entities of `keywrightProgram` as users of DynamoDB-Toolbox write them. */
export function toolboxProgram(entities: number): Program {
  const modules = numbersOf(entities).map((i) => [`entity-${i}.ts`, entityModule(i)] as const);
  return new Map([["table.ts", tableModule], ...modules]);
}

const tableModule = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Table } from "dynamodb-toolbox";
export const table = new Table({
  documentClient: DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-central-1" })),
  name: "Types",
  partitionKey: { name: "PK", type: "string" },
  sortKey: { name: "SK", type: "string" },
  indexes: {
    byStatus: { type: "global", partitionKey: { name: "GSI1PK", type: "string" }, sortKey: { name: "GSI1SK", type: "string" } },
    byAssignee: { type: "global", partitionKey: { name: "GSI2PK", type: "string" }, sortKey: { name: "GSI2SK", type: "string" } },
  },
});
`;

function entityModule(i: number): string {
  const key = `{ ownerId: "o", id${i}: "i" }`;
  return `import {
  $add, anyOf, boolean, Entity as ToolboxEntity, type FormattedItem, GetItemCommand, item, list, map, nul, number,
  PutItemCommand, QueryCommand, record, set, string, UpdateItemCommand,
} from "dynamodb-toolbox";
import { table } from "./table.ts";
export const Entity = new ToolboxEntity({
  name: "Entity${i}",
  table,
  schema: item({
    ownerId: string().key(),
    id${i}: string().key(),
    title${i}: string().validate((text) => text.length > 0),
    description${i}: string().optional(),
    status: string().enum("OPEN${i}", "IN_PROGRESS", "DONE").putDefault("OPEN${i}"),
    dueDate: string(),
    priority${i}: number().validate((n) => n >= 0 && n <= 9),
    points${i}: number().putDefault(0),
    done${i}: boolean(),
    assigneeId: string(),
    address${i}: map({ street: string(), city: string(), country: string() }).optional(),
    labels${i}: set(string()).optional(),
    lines${i}: list(map({ sku: string(), count: number() })),
    notes${i}: record(string(), string()),
    weight${i}: anyOf(number(), nul()),
    version: number().putDefault(1),
  }).and((previous) => ({
    GSI1PK: string().putLink<typeof previous>(({ status }) => \`STATUS${i}#\${status}\`).hidden().optional(),
    GSI1SK: string().putLink<typeof previous>(({ dueDate, id${i} }) => \`DUE#\${dueDate}#ID#\${id${i}}\`).hidden().optional(),
    GSI2PK: string().putLink<typeof previous>(({ assigneeId }) => \`ASSIGNEE${i}#\${assigneeId}\`).hidden().optional(),
    GSI2SK: string().putLink<typeof previous>(({ dueDate, priority${i}, id${i} }) => \`DUE#\${dueDate}#P#0\${priority${i}}#ID#\${id${i}}\`).hidden().optional(),
  })),
  computeKey: ({ ownerId, id${i} }) => ({ PK: \`OWNER#\${ownerId}\`, SK: \`ENTITY${i}#\${id${i}}\` }),
});
export type Entity = FormattedItem<typeof Entity>;
export async function use(current: Entity): Promise<number> {
  let sum = current.points${i};
  const found = await Entity.build(GetItemCommand).key(${key}).send(); sum += found.Item?.points${i} ?? 0;
  const created = await Entity.build(PutItemCommand).item({ ${itemText(i)} })
    .options({ condition: { attr: "ownerId", exists: false } }).send(); sum += created.ToolboxItem.points${i};
  const put = await Entity.build(PutItemCommand).item({ ...current, title${i}: "new", version: current.version + 1 })
    .options({ condition: { attr: "version", eq: current.version } }).send(); sum += put.ToolboxItem.points${i};
  const updated = await Entity.build(UpdateItemCommand).item({ ownerId: "o", id${i}: "i", status: "DONE", points${i}: $add(1), GSI1PK: "STATUS${i}#DONE" })
    .options({ condition: { attr: "priority${i}", lt: 5 }, returnValues: "ALL_NEW" }).send(); sum += updated.Attributes?.points${i} ?? 0;
  const page = await table.build(QueryCommand).entities(Entity).query({ partition: "OWNER#o" }).options({ limit: 20 }).send();
  sum += page.Items?.[0]?.points${i} ?? 0;
  const due = await table.build(QueryCommand).entities(Entity)
    .query({ index: "byStatus", partition: "STATUS${i}#DONE", range: { between: ["DUE#2030-05-01", "DUE#2030-05-31#~"] } }).send();
  sum += due.Items?.[0]?.points${i} ?? 0;
  return sum;
}
`;
}
