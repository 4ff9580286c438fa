import { itemText } from "../programs/schema.ts";
import { type Mistakes, mistakesModule } from "./mistakes.ts";

const key = '{ ownerId: "o", id0: "i" }';
const item = itemText(0).replaceAll(/\s+/g, " ");
const update = (change: string, values: string, more = "") =>
  `db.send(new UpdateCommand({ TableName, Key: keyOf(${key}), UpdateExpression: "${change}", ExpressionAttributeValues: { ${values} }${more} }))`;
const query = (condition: string, values: string, more = "") =>
  `db.send(new QueryCommand({ TableName, KeyConditionExpression: "${condition}", ExpressionAttributeValues: { ${values} }${more} }))`;
const get = (projection: string) =>
  `db.send(new GetCommand({ TableName, Key: keyOf(${key}), ProjectionExpression: "${projection}" }))`;

// What stands in expressions and their values is text and `any`. Only what passes through a function of one's own is typed.
const mistakes: Mistakes = {
  "a key without one of its attributes": [`get(${key})`, 'get({ ownerId: "o" })'],
  "an item with an attribute that its schema does not have": [
    `create({ ${item}, description0: "d" })`,
    `create({ ${item}, descripton0: "d" })`,
  ],
  "an item with a value outside its enum": [
    'put({ ...current, status: "DONE" })',
    'put({ ...current, status: "LATE" })',
  ],
  "a condition with an operand of another type": [
    update("SET title0 = :t", '":t": "t", ":done": true', ', ConditionExpression: "done0 = :done"'),
    update("SET title0 = :t", '":t": "t", ":done": "no"', ', ConditionExpression: "done0 = :done"'),
  ],
  "a condition of another entity": [
    update("SET title0 = :t", '":t": "t", ":old": "o"', ', ConditionExpression: "title0 = :old"'),
    update("SET title0 = :t", '":t": "t", ":old": "o"', ', ConditionExpression: "title1 = :old"'),
  ],
  "arithmetic on a string": [
    update("SET points0 = points0 + :one", '":one": 1'),
    update("SET title0 = title0 + :one", '":one": 1'),
  ],
  "undefined in an update": [
    update("SET description0 = :d", '":d": "d"'),
    update("SET description0 = :d", '":d": undefined'),
  ],
  "an update of a key attribute": [update("SET title0 = :t", '":t": "t"'), update("SET SK = :t", '":t": "t"')],
  "an update that removes a required attribute": [
    update("REMOVE description0 SET done0 = :d", '":d": true'),
    update("REMOVE title0 SET done0 = :d", '":d": true'),
  ],
  "an update of a part of an index key": [
    update("SET assigneeId = :a, GSI2PK = :pk", '":a": "a", ":pk": "ASSIGNEE0#a"'),
    update("SET assigneeId = :a", '":a": "a"'),
  ],
  "a query of an index without its partition attribute": [
    query("GSI1PK = :pk AND GSI1SK = :sk", '":pk": "STATUS0#DONE", ":sk": "DUE"', ', IndexName: "byStatus"'),
    query("GSI1SK = :sk", '":sk": "DUE"', ', IndexName: "byStatus"'),
  ],
  "a range on a partition attribute": [
    query("PK = :pk AND begins_with(SK, :sk)", '":pk": "OWNER#o", ":sk": "ENTITY0#"'),
    query("begins_with(PK, :pk)", '":pk": "OWNER#"'),
  ],
  "a consistent read of a global index": [
    query("PK = :pk", '":pk": "OWNER#o"', ", ConsistentRead: true"),
    query("GSI1PK = :pk", '":pk": "STATUS0#DONE"', ', IndexName: "byStatus", ConsistentRead: true'),
  ],
  "a selection of an attribute that does not exist": [get("title0"), get("tittle0")],
  "a use of an attribute that was not selected": [
    `(await ${get("title0")}).Item?.["title0"]`,
    `(await ${get("title0")}).Item?.["points0"]`,
  ],
  "an operation that is never sent": [
    `await db.send(new DeleteCommand({ TableName, Key: keyOf(${key}) }))`,
    `await new DeleteCommand({ TableName, Key: keyOf(${key}) })`,
  ],
  // There is no definition but the schema, and keys are code.
  "a misspelled property of a definition": undefined,
  "a key made of an attribute that does not exist": [
    "({ ownerId }: Entity) => ({ PK: ownerId })",
    "({ owner }: Entity) => ({ PK: owner })",
  ],
};

const head = `import { DeleteCommand, GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { db, TableName } from "./client.ts";
import { create, type Entity, get, keyOf, put } from "./entity-0.ts";
declare const current: Entity;
`;

export const documentClientMistakes: string = mistakesModule(head, mistakes);
