import { itemText } from "../programs/schema.ts";
import { type Mistakes, mistakesModule } from "./mistakes.ts";

const key = '{ ownerId: "o", id0: "i" }';
const item = itemText(0).replaceAll(/\s+/g, " ");
const put = (status: string) => `Entity.put({ ...current, status: ${status} }).go()`;
const update = (change: string) => `Entity.update(${key}).${change}.go()`;
const defined = (attribute: string, composite: string) =>
  `new ElectroEntity({
  model: { entity: "E", version: "1", service: "types" },
  attributes: { ownerId: { type: "string", required: true, ${attribute} } },
  indexes: { primary: { pk: { field: "PK", composite: ["${composite}"] }, sk: { field: "SK", composite: [] } } },
}, { table: "Types" }).get({ ownerId: "o" }).go()`.replaceAll(/\s+/g, " ");

const mistakes: Mistakes = {
  "a key without one of its attributes": [`Entity.get(${key}).go()`, 'Entity.get({ ownerId: "o" }).go()'],
  "an item with an attribute that its schema does not have": [
    `Entity.create({ ${item}, description0: "d" }).go()`,
    `Entity.create({ ${item}, descripton0: "d" }).go()`,
  ],
  "an item with a value outside its enum": [put('"DONE"'), put('"LATE"')],
  "a condition with an operand of another type": [
    update('set({ title0: "t" }).where(({ done0 }, { eq }) => eq(done0, true))'),
    update('set({ title0: "t" }).where(({ done0 }, { eq }) => eq(done0, "no"))'),
  ],
  // A condition is text, and nothing says whose.
  "a condition of another entity": undefined,
  "arithmetic on a string": [update("add({ points0: 1 })"), update("add({ title0: 1 })")],
  "undefined in an update": [update('set({ description0: "d" })'), update("set({ description0: undefined })")],
  "an update of a key attribute": [update('set({ title0: "t" })'), update('set({ title0: "t", id0: "other" })')],
  "an update that removes a required attribute": [update('remove(["description0"])'), update('remove(["title0"])')],
  "an update of a part of an index key": [
    update('set({ dueDate: "2030-05-01" }).composite({ priority0: 1 })'),
    update('set({ dueDate: "2030-05-01" })'),
  ],
  "a query of an index without its partition attribute": [
    'Entity.query.byStatus({ status: "DONE", dueDate: "2030-05-01" }).go()',
    'Entity.query.byStatus({ dueDate: "2030-05-01" }).go()',
  ],
  "a range on a partition attribute": [
    'Entity.query.primary({ ownerId: "o" }).begins({ id0: "i" }).go()',
    'Entity.query.primary({ ownerId: "o" }).begins({ ownerId: "o" }).go()',
  ],
  "a consistent read of a global index": [
    'Entity.query.primary({ ownerId: "o" }).go({ consistent: true })',
    'Entity.query.byStatus({ status: "DONE" }).go({ consistent: true })',
  ],
  "a selection of an attribute that does not exist": [
    `Entity.get(${key}).go({ attributes: ["title0"] })`,
    `Entity.get(${key}).go({ attributes: ["tittle0"] })`,
  ],
  "a use of an attribute that was not selected": [
    `(await Entity.get(${key}).go({ attributes: ["title0"] })).data?.title0`,
    `(await Entity.get(${key}).go({ attributes: ["title0"] })).data?.points0`,
  ],
  "an operation that is never sent": [`await Entity.delete(${key}).go()`, `await Entity.delete(${key})`],
  "a misspelled property of a definition": [defined("readOnly: true", "ownerId"), defined("readonly: true", "ownerId")],
  "a key made of an attribute that does not exist": [
    defined("readOnly: true", "ownerId"),
    defined("readOnly: true", "owner"),
  ],
};

const head = `import { Entity as ElectroEntity } from "electrodb";
import { Entity } from "./entity-0.ts";
declare const current: Entity;
`;

export const electrodbMistakes: string = mistakesModule(head, mistakes);
