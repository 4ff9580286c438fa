import { increment, modify } from "keywright";
import { makePlain, makeVersioned, ofPlain, ofVersioned } from "./alone.ts";
import { Plain, Versioned, versioned } from "./model.ts";
import { notRecognised, type Path, reads, recognised, sentOnce } from "./path.ts";
import { told, until } from "./told.ts";

const transaction = "TransactWriteItems";
const counted: Path["act"] = (db, id, signal) =>
  told(() => modify(db, Versioned, { id }, (item) => ({ ...item, count: item.count + 1 }), until(signal)));

/** Writes of one item. */
export const pathsOfOneItem: Readonly<Record<string, Path>> = {
  "create of a versioned entity": ofVersioned({
    on: "PutItem",
    ...recognised,
    before: "absent",
    after: "count 1, version 1",
    operation: (id) => Versioned.create({ id, count: 1 }),
  }),
  create: ofPlain({
    on: "PutItem",
    ...notRecognised,
    before: "absent",
    after: "count 1",
    operation: (id) => Plain.create({ id, count: 1 }),
  }),
  "create with exactlyOnce": ofPlain({
    on: transaction,
    ...recognised,
    before: "absent",
    after: "count 1",
    operation: (id) => Plain.create({ id, count: 1 }, { exactlyOnce: true }),
  }),
  "put of a versioned entity": ofVersioned({
    on: "PutItem",
    ...recognised,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: makeVersioned,
    operation: (id) => Versioned.put({ id, count: 2, version: 1 }),
  }),
  put: ofPlain({
    on: "PutItem",
    ...recognised,
    before: "count 1",
    after: "count 2",
    prepare: makePlain,
    operation: (id) => Plain.put({ id, count: 2 }),
  }),
  "update with expected": ofVersioned({
    on: "UpdateItem",
    ...recognised,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: makeVersioned,
    operation: (id) => Versioned.update({ id }, { count: increment(1) }, { expected: 1 }),
  }),
  "update of a versioned entity, without expected": ofVersioned({
    on: "UpdateItem",
    ...sentOnce,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: makeVersioned,
    operation: (id) => Versioned.update({ id }, { count: increment(1) }),
  }),
  "update to a value": ofPlain({
    on: "UpdateItem",
    ...recognised,
    before: "count 1",
    after: "count 2",
    prepare: makePlain,
    operation: (id) => Plain.update({ id }, { count: 2 }),
  }),
  "update that counts": ofPlain({
    on: "UpdateItem",
    ...sentOnce,
    before: "count 1",
    after: "count 2",
    prepare: makePlain,
    operation: (id) => Plain.update({ id }, { count: increment(1) }),
  }),
  "update with exactlyOnce": ofPlain({
    on: transaction,
    ...recognised,
    before: "count 1",
    after: "count 2",
    prepare: makePlain,
    operation: (id) => Plain.update({ id }, { count: increment(1) }, { exactlyOnce: true, returning: "none" }),
  }),
  "upsert of a versioned entity": ofVersioned({
    on: "UpdateItem",
    ...recognised,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: makeVersioned,
    operation: (id) => Versioned.upsert({ id, count: 2 }),
  }),
  upsert: ofPlain({
    on: "UpdateItem",
    ...recognised,
    before: "absent",
    after: "count 2",
    operation: (id) => Plain.upsert({ id, count: 2 }),
  }),
  "delete of the version that was read": {
    on: "DeleteItem",
    ...notRecognised,
    before: "count 1, version 1",
    after: "absent",
    prepare: makeVersioned,
    act: (db, id, signal) =>
      told(async () => {
        const expected = await db.send(Versioned.get({ id }, { consistent: true }));
        if (expected === undefined) throw new Error("the item is gone");
        await db.send(Versioned.delete({ id }, { expected }), until(signal));
      }),
    stored: async (db, id) => [await versioned(db, id)],
  },
  // Somebody may have created another item since, also in version 1.
  "delete of a version by its number": ofVersioned({
    on: "DeleteItem",
    ...sentOnce,
    before: "count 1, version 1",
    after: "absent",
    prepare: makeVersioned,
    operation: (id) => Versioned.delete({ id }, { expected: 1 }),
  }),
  delete: ofPlain({
    on: "DeleteItem",
    ...notRecognised,
    before: "count 1",
    after: "absent",
    prepare: makePlain,
    operation: (id) => Plain.delete({ id }),
  }),
  "delete of what need not be there": ofPlain({
    on: "DeleteItem",
    ...recognised,
    before: "count 1",
    after: "absent",
    prepare: makePlain,
    operation: (id) => Plain.delete({ id }, { mustExist: false }),
  }),
  "move of a versioned entity": {
    on: transaction,
    ...recognised,
    before: "count 1, version 1; absent",
    after: "absent; count 1, version 2",
    prepare: makeVersioned,
    act: (db, id, signal) =>
      told(async () => {
        const item = await db.send(Versioned.get({ id }, { consistent: true }));
        if (item === undefined) throw new Error("the item is gone");
        await db.send(Versioned.move(item, { id: `${id}-moved` }), until(signal));
      }),
    stored: async (db, id) => [`${await versioned(db, id)}; ${await versioned(db, `${id}-moved`)}`],
  },
  modify: {
    on: "UpdateItem",
    ...recognised,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: makeVersioned,
    act: counted,
    stored: async (db, id) => [await versioned(db, id)],
  },
  "modify that cannot read": {
    on: "GetItem",
    ...reads,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: makeVersioned,
    act: counted,
    stored: async (db, id) => [await versioned(db, id)],
  },
};
