import { itemText } from "../programs/schema.ts";
import { type Mistakes, mistakesModule } from "./mistakes.ts";

const key = '{ ownerId: "o", id0: "i" }';
const item = itemText(0).replaceAll(/\s+/g, " ");
const get = (attribute: string) =>
  `Entity.build(GetItemCommand).key(${key}).options({ attributes: ["${attribute}"] }).send()`;
const put = (attributes: string) => `Entity.build(PutItemCommand).item({ ${attributes} }).send()`;
const update = (changes: string, options = "{}") =>
  `Entity.build(UpdateItemCommand).item({ ownerId: "o", id0: "i", ${changes} }).options(${options}).send()`;
const query = (what: string, options = "{}") =>
  `table.build(QueryCommand).entities(Entity).query({ ${what} }).options(${options}).send()`;
const defined = (option: string, attribute: string) =>
  `new ToolboxEntity({
  name: "E", table, schema: item({ ownerId: string().key() }), ${option}: false,
  computeKey: ({ ${attribute} }) => ({ PK: ${attribute}, SK: "E" }),
})`.replaceAll(/\s+/g, " ");

const mistakes: Mistakes = {
  "a key without one of its attributes": [
    `Entity.build(GetItemCommand).key(${key}).send()`,
    'Entity.build(GetItemCommand).key({ ownerId: "o" }).send()',
  ],
  "an item with an attribute that its schema does not have": [
    put(`${item}, description0: "d"`),
    put(`${item}, descripton0: "d"`),
  ],
  "an item with a value outside its enum": [put('...current, status: "DONE"'), put('...current, status: "LATE"')],
  "a condition with an operand of another type": [
    update('title0: "t"', '{ condition: { attr: "done0", eq: true } }'),
    update('title0: "t"', '{ condition: { attr: "done0", eq: "no" } }'),
  ],
  "a condition of another entity": [
    update('title0: "t"', "{ condition: ofEntity }"),
    update('title0: "t"', "{ condition: ofOther }"),
  ],
  "arithmetic on a string": [update("points0: $add(1)"), update("title0: $add(1)")],
  "undefined in an update": [update('description0: "d"'), update("description0: undefined")],
  // An update is an item: its key attributes say which one.
  "an update of a key attribute": undefined,
  "an update that removes a required attribute": [update("description0: $remove()"), update("title0: $remove()")],
  "an update of a part of an index key": [update('assigneeId: "a", GSI2PK: "ASSIGNEE0#a"'), update('assigneeId: "a"')],
  "a query of an index without its partition attribute": [
    query('index: "byStatus", partition: "STATUS0#DONE", range: { eq: "DUE#2030-05-01" }'),
    query('index: "byStatus", range: { eq: "DUE#2030-05-01" }'),
  ],
  "a range on a partition attribute": [
    query('partition: "OWNER#o", range: { beginsWith: "ENTITY0#i" }'),
    query('partition: { beginsWith: "OWNER#o" }'),
  ],
  "a consistent read of a global index": [
    query('partition: "OWNER#o"', "{ consistent: true }"),
    query('index: "byStatus", partition: "STATUS0#DONE"', "{ consistent: true }"),
  ],
  "a selection of an attribute that does not exist": [get("title0"), get("tittle0")],
  "a use of an attribute that was not selected": [
    `(await ${get("title0")}).Item?.title0`,
    `(await ${get("title0")}).Item?.points0`,
  ],
  "an operation that is never sent": [
    `await Entity.build(DeleteItemCommand).key(${key}).send()`,
    `await Entity.build(DeleteItemCommand).key(${key})`,
  ],
  "a misspelled property of a definition": [defined("timestamps", "ownerId"), defined("timestamp", "ownerId")],
  "a key made of an attribute that does not exist": [defined("timestamps", "ownerId"), defined("timestamps", "owner")],
};

const head = `import {
  $add, $remove, type Condition, DeleteItemCommand, Entity as ToolboxEntity, GetItemCommand, item, PutItemCommand,
  QueryCommand, string, UpdateItemCommand,
} from "dynamodb-toolbox";
import { Entity } from "./entity-0.ts";
import { Entity as Other } from "./entity-1.ts";
import { table } from "./table.ts";
declare const current: Entity;
const ofEntity = { attr: "title0", eq: "t" } as const satisfies Condition<typeof Entity>;
const ofOther = { attr: "title1", eq: "t" } as const satisfies Condition<typeof Other>;
`;

export const toolboxMistakes: string = mistakesModule(head, mistakes);
