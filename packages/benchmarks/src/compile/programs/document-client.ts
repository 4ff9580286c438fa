import { numbersOf, type Program } from "./program.ts";
import { attributesText, itemText } from "./schema.ts";

/** The entities of `keywrightProgram` by hand: zod, and expressions as text for the DocumentClient. */
export function documentClientProgram(entities: number): Program {
  const modules = numbersOf(entities).map((i) => [`entity-${i}.ts`, entityModule(i)] as const);
  return new Map([["client.ts", clientModule], ...modules]);
}

const clientModule = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
export const db = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "eu-central-1" }), {
  marshallOptions: { removeUndefinedValues: true },
});
export const TableName = "Types";
`;

function entityModule(i: number): string {
  return `import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { db, TableName } from "./client.ts";
export const schema = z.object({
  ${attributesText(i)}
  version: z.int().default(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Entity = z.output<typeof schema>;
export type NewEntity = Omit<z.input<typeof schema>, "version" | "createdAt" | "updatedAt">;
export const keyOf = ({ ownerId, id${i} }: Pick<Entity, "ownerId" | "id${i}">) => ({ PK: \`OWNER#\${ownerId}\`, SK: \`ENTITY${i}#\${id${i}}\` });
const stored = (item: Entity) => ({
  ...item, ...keyOf(item),
  GSI1PK: \`STATUS${i}#\${item.status}\`, GSI1SK: \`DUE#\${item.dueDate}#ID#\${item.id${i}}\`,
  GSI2PK: \`ASSIGNEE${i}#\${item.assigneeId}\`, GSI2SK: \`DUE#\${item.dueDate}#P#0\${item.priority${i}}#ID#\${item.id${i}}\`,
});
export async function get(key: Pick<Entity, "ownerId" | "id${i}">): Promise<Entity | undefined> {
  const { Item } = await db.send(new GetCommand({ TableName, Key: keyOf(key) }));
  return Item === undefined ? undefined : schema.parse(Item);
}
export async function create(item: NewEntity): Promise<Entity> {
  const now = new Date().toISOString();
  const made = schema.parse({ ...item, createdAt: now, updatedAt: now });
  await db.send(new PutCommand({ TableName, Item: stored(made), ConditionExpression: "attribute_not_exists(PK)" }));
  return made;
}
export async function put(item: Entity): Promise<Entity> {
  const next = schema.parse({ ...item, version: item.version + 1, updatedAt: new Date().toISOString() });
  await db.send(new PutCommand({
    TableName, Item: stored(next), ConditionExpression: "#version = :version",
    ExpressionAttributeNames: { "#version": "version" }, ExpressionAttributeValues: { ":version": item.version },
  }));
  return next;
}
export async function finish(key: Pick<Entity, "ownerId" | "id${i}">, points: number): Promise<Entity> {
  const { Attributes } = await db.send(new UpdateCommand({
    TableName, Key: keyOf(key),
    UpdateExpression: "SET #status = :status, #points = #points + :points, #gsi = :gsi",
    ConditionExpression: "#priority < :limit",
    ExpressionAttributeNames: { "#status": "status", "#points": "points${i}", "#gsi": "GSI1PK", "#priority": "priority${i}" },
    ExpressionAttributeValues: { ":status": "DONE", ":points": points, ":gsi": "STATUS${i}#DONE", ":limit": 5 },
    ReturnValues: "ALL_NEW",
  }));
  return schema.parse(Attributes);
}
export async function query(ownerId: string): Promise<readonly Entity[]> {
  const { Items = [] } = await db.send(new QueryCommand({
    TableName, Limit: 20, KeyConditionExpression: "PK = :pk", ExpressionAttributeValues: { ":pk": \`OWNER#\${ownerId}\` },
  }));
  return Items.map((item) => schema.parse(item));
}
export async function due(status: Entity["status"], from: string, to: string): Promise<readonly Entity[]> {
  const { Items = [] } = await db.send(new QueryCommand({
    TableName, IndexName: "byStatus", KeyConditionExpression: "GSI1PK = :pk AND GSI1SK BETWEEN :from AND :to",
    ExpressionAttributeValues: { ":pk": \`STATUS${i}#\${status}\`, ":from": \`DUE#\${from}\`, ":to": \`DUE#\${to}#~\` },
  }));
  return Items.map((item) => schema.parse(item));
}
export async function use(current: Entity): Promise<number> {
  const key = { ownerId: "o", id${i}: "i" };
  let sum = current.points${i};
  const found = await get(key); sum += found?.points${i} ?? 0;
  const created = await create({ ${itemText(i)} }); sum += created.points${i};
  const written = await put({ ...current, title${i}: "new" }); sum += written.points${i};
  const updated = await finish(key, 1); sum += updated.points${i};
  const page = await query("o"); sum += page[0]?.points${i} ?? 0;
  const items = await due("DONE", "2030-05-01", "2030-05-31"); sum += items[0]?.points${i} ?? 0;
  return sum;
}
`;
}
