import { definitionText } from "../programs/keywright.ts";
import { itemText } from "../programs/schema.ts";
import { type Mistakes, mistakesModule } from "./mistakes.ts";

const key = '{ ownerId: "o", id0: "i" }';
const item = itemText(0).replaceAll(/\s+/g, " ");
const put = (status: string) => `Entity.put({ ...current, status: ${status} }, { expected: current })`;
const update = (changes: string, options = "{}") => `Entity.update(${key}, { ${changes} }, ${options})`;
const defined = definitionText(0).replaceAll(/\s+/g, " ");

const mistakes: Mistakes = {
  "a key without one of its attributes": [`Entity.get(${key})`, 'Entity.get({ ownerId: "o" })'],
  "an item with an attribute that its schema does not have": [
    `Entity.create({ ${item}, description0: "d" })`,
    `Entity.create({ ${item}, descripton0: "d" })`,
  ],
  "an item with a value outside its enum": [put('"DONE"'), put('"LATE"')],
  "a condition with an operand of another type": [
    update('title0: "t"', "{ where: (t) => eq(t.done0, true) }"),
    update('title0: "t"', '{ where: (t) => eq(t.done0, "no") }'),
  ],
  "a condition of another entity": [
    update('title0: "t"', "{ where: () => ofEntity }"),
    update('title0: "t"', "{ where: () => ofOther }"),
  ],
  "arithmetic on a string": [update("points0: increment(1)"), update("title0: increment(1)")],
  "undefined in an update": [update("description0: remove()"), update("description0: undefined")],
  "an update of a key attribute": [update('title0: "t"'), update('title0: "t", id0: "other"')],
  "an update that removes a required attribute": [update("description0: remove()"), update("title0: remove()")],
  "an update of a part of an index key": [
    update('dueDate: "2030-05-01"', "{ known: { priority0: 1 } }"),
    update('dueDate: "2030-05-01"'),
  ],
  "a query of an index without its partition attribute": [
    'Entity.indexes.byStatus.query({ status: "DONE", dueDate: "2030-05-01" })',
    'Entity.indexes.byStatus.query({ dueDate: "2030-05-01" })',
  ],
  "a range on a partition attribute": [
    'Entity.query({ ownerId: "o", id0: { beginsWith: "i" } })',
    'Entity.query({ ownerId: { beginsWith: "o" } })',
  ],
  "a consistent read of a global index": [
    'Entity.query({ ownerId: "o" }, { consistent: true })',
    'Entity.indexes.byStatus.query({ status: "DONE" }, { consistent: true })',
  ],
  "a selection of an attribute that does not exist": [
    `Entity.get(${key}, { select: ["title0"] })`,
    `Entity.get(${key}, { select: ["tittle0"] })`,
  ],
  "a use of an attribute that was not selected": [
    `(await db.send(Entity.get(${key}, { select: ["title0"] })))?.title0`,
    `(await db.send(Entity.get(${key}, { select: ["title0"] })))?.points0`,
  ],
  "an operation that is never sent": [`await db.send(Entity.delete(${key}))`, `await Entity.delete(${key})`],
  "a misspelled property of a definition": [defined, defined.replace("timestamps:", "timestamp:")],
  "a key made of an attribute that does not exist": [defined, defined.replace("{ownerId}", "{owner}")],
};

const head = `import { type Condition, defineEntity, eq, increment, type Item, remove } from "keywright";
import * as z from "zod";
import { Entity } from "./entity-0.ts";
import { db, table } from "./table.ts";
declare const current: Item<typeof Entity>;
declare const ofEntity: Condition<"Entity0">;
declare const ofOther: Condition<"Entity1">;
`;

export const keywrightMistakes: string = mistakesModule(head, mistakes);
