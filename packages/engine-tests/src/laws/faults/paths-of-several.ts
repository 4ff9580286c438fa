import { batchWrite, increment, transact, transactAll } from "keywright";
import { makePlain, makeVersioned, ofPlain, ofVersioned } from "./alone.ts";
import { Plain, plain, Versioned, versioned } from "./model.ts";
import { type Path, reads, recognised } from "./path.ts";
import { all, few, idsOf } from "./several.ts";
import { told, toldOfBatch, until } from "./told.ts";

const transaction = "TransactWriteItems";

/** Transactions and batches. */
export const pathsOfSeveral: Readonly<Record<string, Path>> = {
  check: ofPlain({
    on: transaction,
    ...reads,
    before: "count 1",
    after: "count 1",
    prepare: makePlain,
    operation: (id) => Plain.check({ id }),
  }),
  "check in a transaction": ofVersioned({
    on: transaction,
    ...recognised,
    before: "count 1, version 1",
    after: "count 2, version 2",
    prepare: async (db, id) => [await makeVersioned(db, id), await makePlain(db, id)],
    operation: (id) => transact([Plain.check({ id }), Versioned.update({ id }, { count: increment(1) })]),
  }),
  transact: {
    on: transaction,
    ...recognised,
    before: "count 1; count 1, version 1",
    after: "count 2; count 2, version 2",
    prepare: async (db, id) => [await makeVersioned(db, id), await makePlain(db, id)],
    act: (db, id, signal) =>
      told(() =>
        db.send(
          transact({
            plain: Plain.update({ id }, { count: increment(1) }),
            versioned: Versioned.update({ id }, { count: increment(1) }, { expected: 1 }),
          }),
          until(signal),
        ),
      ),
    stored: async (db, id) => [`${await plain(db, id)}; ${await versioned(db, id)}`],
  },
  batchWrite: {
    on: "BatchWriteItem",
    ...recognised,
    before: "count 1",
    after: "count 2",
    prepare: (db, id) => all(id, (one) => makePlain(db, one)),
    act: (db, id, signal) => {
      const operations = idsOf(id).map((one) => Plain.put({ id: one, count: 2 }));
      return toldOfBatch(operations, () => db.send(batchWrite(operations, few), until(signal)));
    },
    stored: (db, id) => all(id, (one) => plain(db, one)),
  },
  "batchWrite that deletes": {
    on: "BatchWriteItem",
    ...recognised,
    before: "count 1",
    after: "absent",
    prepare: (db, id) => all(id, (one) => makePlain(db, one)),
    act: (db, id, signal) => {
      const operations = idsOf(id).map((one) => Plain.delete({ id: one }, { mustExist: false }));
      return toldOfBatch(operations, () => db.send(batchWrite(operations, few), until(signal)));
    },
    stored: (db, id) => all(id, (one) => plain(db, one)),
  },
  transactAll: {
    on: transaction,
    ...recognised,
    before: "count 1",
    after: "count 2",
    prepare: (db, id) => all(id, (one) => makePlain(db, one)),
    act: (db, id, signal) => {
      const operations = idsOf(id).map((one) => Plain.update({ id: one }, { count: increment(1) }));
      return toldOfBatch(operations, () => db.send(transactAll(operations, few), until(signal)));
    },
    stored: (db, id) => all(id, (one) => plain(db, one)),
  },
};
