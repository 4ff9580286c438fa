import type { Attempt } from "@keywright/testkit";
import { acquireLease, type Database, increment, type Lease, once, onceStatus } from "keywright";
import { manualTimer } from "../../verbs/manual-timer.ts";
import { makePlain } from "./alone.ts";
import { Job, Payment, Plain, plain } from "./model.ts";
import { type Path, readBack } from "./path.ts";
import { told } from "./told.ts";

const transaction = "TransactWriteItems";

const leases = new Map<string, Lease>();
const lease = (db: Database, id: string): Promise<Lease> => {
  const options = { timer: manualTimer(), wait: 0, duration: 1000 };
  return acquireLease(db, Job, { id }, options);
};
const held = (id: string): Lease => {
  const found = leases.get(id);
  if (found === undefined) throw new Error("the lease was not acquired");
  return found;
};
/** The lease: its token, and whether somebody holds it. */
async function leased(db: Database, id: string): Promise<readonly [string]> {
  const job = await db.send(Job.get({ id }, { consistent: true }));
  if (job?.lease === undefined) return ["absent"];
  return [`token ${job.lease.token}, ${job.lease.nonce === undefined ? "free" : "held"}`];
}

/** Pays once, with a marker and a payment that counts. */
const pay = (db: Database, id: string) =>
  once(db, Payment, { id }, (run) => run.commit([Plain.update({ id }, { count: increment(1) })], { receipt: "r" }), {
    wait: 0,
    timer: manualTimer(),
  });
const note = (db: Database, id: string) =>
  once(db, Payment, { id }, () => ({ receipt: "r" }), { wait: 0, timer: manualTimer() });
async function paid(db: Database, id: string): Promise<readonly [string]> {
  const { status } = await onceStatus(db, Payment, { id });
  return [`${status}, ${await plain(db, id)}`];
}
/** Beginning creates the marker, and gives it back as it then is; ending does not ask for it. */
const begins = ({ input }: Attempt): boolean => input.ReturnValues === "ALL_NEW";
const ends = ({ input }: Attempt): boolean => input.ReturnValues === undefined;

/** Leases, and what is done once. */
export const pathsOfLeases: Readonly<Record<string, Path>> = {
  "a lease that is acquired": {
    on: "UpdateItem",
    ...readBack,
    before: "absent",
    after: "token 1, held",
    act: (db, id) => told(async () => void leases.set(id, await lease(db, id))),
    stored: leased,
  },
  "a lease that is renewed": {
    on: "UpdateItem",
    ...readBack,
    before: "token 1, held",
    after: "token 1, held",
    prepare: async (db, id) => leases.set(id, await lease(db, id)),
    act: async (_, id) => {
      const outcome = await told(() => held(id).renew());
      // Nothing that passes takes the lease away.
      if (held(id).signal.aborted) throw new Error("the lease is lost");
      return outcome;
    },
    stored: leased,
  },
  "a lease that is released": {
    on: "UpdateItem",
    ...readBack,
    before: "token 1, held",
    after: "token 1, free",
    prepare: async (db, id) => leases.set(id, await lease(db, id)),
    act: (_, id) => told(() => held(id).release()),
    stored: leased,
  },
  "once, as it begins": {
    on: "UpdateItem",
    when: begins,
    ...readBack,
    before: "open, absent",
    after: "done, absent",
    // Begun by an attempt that got no answer.
    beside: "running, absent",
    act: (db, id) => told(() => note(db, id)),
    stored: paid,
  },
  "once, as it ends": {
    on: "UpdateItem",
    when: ends,
    ...readBack,
    before: "running, absent",
    after: "done, absent",
    // Given up for the next caller.
    beside: "open, absent",
    act: (db, id) => told(() => note(db, id)),
    stored: paid,
  },
  "once, as it commits": {
    on: transaction,
    ...readBack,
    before: "open, count 1",
    after: "done, count 2",
    prepare: makePlain,
    act: (db, id) => told(() => pay(db, id)),
    stored: paid,
  },
};
