import { numbersOf, type Program } from "./program.ts";
import { itemText } from "./schema.ts";

/** The entities of `keywrightProgram` as users of ElectroDB write them. */
export function electrodbProgram(entities: number): Program {
  const modules = numbersOf(entities).map((i) => [`entity-${i}.ts`, entityModule(i)] as const);
  return new Map([["client.ts", clientModule], ...modules]);
}

const clientModule = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
export const client = new DynamoDBClient({ region: "eu-central-1" });
`;

// It has no records and no null: those are a custom type and `any`.
function entityModule(i: number): string {
  const key = `{ ownerId: "o", id${i}: "i" }`;
  return `import { CustomAttributeType, Entity as ElectroEntity, type EntityItem } from "electrodb";
import { client } from "./client.ts";
export const Entity = new ElectroEntity(
  {
    model: { entity: "Entity${i}", version: "1", service: "types" },
    attributes: {
      ownerId: { type: "string", required: true },
      id${i}: { type: "string", required: true },
      title${i}: { type: "string", required: true, validate: (text: string) => text.length > 0 },
      description${i}: { type: "string" },
      status: { type: ["OPEN${i}", "IN_PROGRESS", "DONE"] as const, required: true, default: "OPEN${i}" },
      dueDate: { type: "string", required: true },
      priority${i}: { type: "number", required: true, validate: (n: number) => n >= 0 && n <= 9, padding: { length: 2, char: "0" } },
      points${i}: { type: "number", required: true, default: 0 },
      done${i}: { type: "boolean", required: true },
      assigneeId: { type: "string", required: true },
      address${i}: {
        type: "map",
        properties: {
          street: { type: "string", required: true },
          city: { type: "string", required: true },
          country: { type: "string", required: true },
        },
      },
      labels${i}: { type: "set", items: "string" },
      lines${i}: {
        type: "list",
        required: true,
        items: {
          type: "map",
          properties: { sku: { type: "string", required: true }, count: { type: "number", required: true } },
        },
      },
      notes${i}: { type: CustomAttributeType<Record<string, string>>("any"), required: true },
      weight${i}: { type: "any", required: true },
      version: { type: "number", required: true, default: 1 },
      createdAt: { type: "string", required: true, readOnly: true, default: () => new Date().toISOString() },
      updatedAt: { type: "string", required: true, watch: "*", default: () => new Date().toISOString(), set: () => new Date().toISOString() },
    },
    indexes: {
      primary: {
        pk: { field: "PK", composite: ["ownerId"], template: "OWNER#\${ownerId}" },
        sk: { field: "SK", composite: ["id${i}"], template: "ENTITY${i}#\${id${i}}" },
      },
      byStatus: {
        index: "byStatus",
        pk: { field: "GSI1PK", composite: ["status"], template: "STATUS${i}#\${status}" },
        sk: { field: "GSI1SK", composite: ["dueDate", "id${i}"], template: "DUE#\${dueDate}#ID#\${id${i}}" },
      },
      byAssignee: {
        index: "byAssignee",
        pk: { field: "GSI2PK", composite: ["assigneeId"], template: "ASSIGNEE${i}#\${assigneeId}" },
        sk: { field: "GSI2SK", composite: ["dueDate", "priority${i}", "id${i}"], template: "DUE#\${dueDate}#P#\${priority${i}}#ID#\${id${i}}" },
      },
    },
  },
  { table: "Types", client },
);
export type Entity = EntityItem<typeof Entity>;
export async function use(current: Entity): Promise<number> {
  let sum = current.points${i};
  const found = await Entity.get(${key}).go(); sum += found.data?.points${i} ?? 0;
  const created = await Entity.create({ ${itemText(i)} }).go(); sum += created.data.points${i};
  const put = await Entity.put({ ...current, title${i}: "new", version: current.version + 1 })
    .where(({ version }, { eq }) => eq(version, current.version)).go(); sum += put.data.points${i};
  const updated = await Entity.update(${key}).set({ status: "DONE" }).add({ points${i}: 1 })
    .where(({ priority${i} }, { lt }) => lt(priority${i}, 5)).go({ response: "all_new" }); sum += updated.data.points${i} ?? 0;
  const page = await Entity.query.primary({ ownerId: "o" }).go({ limit: 20 }); sum += page.data[0]?.points${i} ?? 0;
  const due = await Entity.query.byStatus({ status: "DONE" }).between({ dueDate: "2030-05-01" }, { dueDate: "2030-05-31" }).go();
  sum += due.data[0]?.points${i} ?? 0;
  return sum;
}
`;
}
