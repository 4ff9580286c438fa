import type { Database, Operation } from "keywright";
import { Plain, plain, Versioned, versioned } from "./model.ts";
import type { Path } from "./path.ts";
import { told, until } from "./told.ts";

/** A path that is one operation. */
type Alone = Pick<Path, "on" | "before" | "after" | "silent" | "lost"> & {
  prepare?(db: Database, id: string): Promise<unknown>;
  operation(id: string): Operation<unknown>;
};

export const ofPlain = ({ operation, ...path }: Alone): Path => ({
  ...path,
  act: (db, id, signal) => told(() => db.send(operation(id), until(signal))),
  stored: async (db, id) => [await plain(db, id)],
});
export const ofVersioned = ({ operation, ...path }: Alone): Path => ({
  ...path,
  act: (db, id, signal) => told(() => db.send(operation(id), until(signal))),
  stored: async (db, id) => [await versioned(db, id)],
});
export const makePlain = (db: Database, id: string) => db.send(Plain.create({ id, count: 1 }));
export const makeVersioned = (db: Database, id: string) => db.send(Versioned.create({ id, count: 1 }));
