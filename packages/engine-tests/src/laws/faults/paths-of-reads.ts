import type { DynamoDBOperation } from "@keywright/testkit";
import { batchGet, type Database, type SendOptions, transactGet } from "keywright";
import { makePlain } from "./alone.ts";
import { Plain, plain } from "./model.ts";
import { type Path, reads } from "./path.ts";
import { all, few, idsOf } from "./several.ts";
import { told, toldOfBatch, until } from "./told.ts";

/** Reads of an item give what is stored, or nothing at all. */
function ofReads(
  on: DynamoDBOperation,
  read: (db: Database, id: string, options: SendOptions) => Promise<unknown>,
): Path {
  return {
    on,
    ...reads,
    before: "count 1",
    after: "count 1",
    prepare: makePlain,
    act: (db, id, signal) =>
      told(async () => {
        const items = JSON.stringify(await read(db, id, until(signal)));
        const item = JSON.stringify({ id, count: 1 });
        if (items !== item && items !== `[${item}]`) throw new Error(`a read gave ${items}`);
      }),
    stored: async (db, id) => [await plain(db, id)],
  };
}

/** Reads. */
export const pathsOfReads: Readonly<Record<string, Path>> = {
  get: ofReads("GetItem", (db, id, options) => db.send(Plain.get({ id }, { consistent: true }), options)),
  query: ofReads("Query", async (db, id, options) => {
    const { items } = await db.send(Plain.query({ id }, { consistent: true }), options);
    return items;
  }),
  transactGet: ofReads("TransactGetItems", (db, id, options) => db.send(transactGet([Plain.get({ id })]), options)),
  batchGet: {
    on: "BatchGetItem",
    ...reads,
    before: "count 1",
    after: "count 1",
    prepare: (db, id) => all(id, (one) => makePlain(db, one)),
    act: (db, id, signal) => {
      const operations = idsOf(id).map((one) => Plain.get({ id: one }, { consistent: true }));
      return toldOfBatch(operations, async () => {
        const items = await db.send(batchGet(operations, few), until(signal));
        if (items.some((item, i) => item?.id !== idsOf(id)[i])) throw new Error("a batch gave other items");
      });
    },
    stored: (db, id) => all(id, (one) => plain(db, one)),
  },
};
