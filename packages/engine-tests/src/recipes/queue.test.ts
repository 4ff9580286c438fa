import type { TestDynamoDB } from "@keywright/testkit";
import { dynamodbTest } from "@keywright/testkit/vitest";
import { expect } from "vitest";
import { claim, finish, Job, jobTable } from "./queue.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [jobTable], retryDelays: "none" });
const queue = "mail";
const second = 1000;

async function enqueue({ db, clock }: TestDynamoDB, count: number): Promise<readonly string[]> {
  const ids = upTo(count).map((n) => `job-${n}`);
  for (const jobId of ids) await db.send(Job.create({ jobId, queue, task: "mail", visibleAt: clock.now() }));
  return ids.toSorted();
}

/** Does jobs until none is due. A worker that `dies` leaves a job claimed and undone. */
async function work({ db, clock }: TestDynamoDB, done: string[], dies: () => boolean = () => false): Promise<void> {
  for (;;) {
    const job = await claim(db, queue, clock.now(), 30 * second);
    if (job === undefined) return;
    if (dies()) continue;
    done.push(job.jobId);
    await finish(db, job);
  }
}

test("16 workers do each of 50 jobs once", async ({ dynamodb }) => {
  const ids = await enqueue(dynamodb, 50);
  const done: string[] = [];
  dynamodb.faults.throttle({ probability: 0.1, seed: 1 }); // nothing is lost by it
  await sideBySide(upTo(16).map(() => () => work(dynamodb, done)));
  dynamodb.faults.clear();
  await work(dynamodb, done); // what workers that gave up after throttling have left
  expect(done.toSorted()).toEqual(ids);
});

const seeds = [1, 2, 3, 4];

for (const seed of seeds)
  test(`each job is done, though workers die and answers are lost (seed ${seed})`, async ({ dynamodb }) => {
    const { db, clock, faults } = dynamodb;
    clock.freeze();
    const ids = await enqueue(dynamodb, 30);
    trouble(dynamodb, seed);
    const done: string[] = [];
    let turn = 0;
    await sideBySide(upTo(8).map(() => () => work(dynamodb, done, () => turn++ % 4 === 0)));
    faults.clear();
    await work(dynamodb, done); // if all workers gave up
    // What was claimed and not finished is due again when its time is over, and not before.
    const before = new Set(done).size;
    expect(before).toBeLessThan(ids.length);
    clock.advance({ seconds: 29 });
    await work(dynamodb, done);
    expect(new Set(done).size).toBe(before);
    clock.advance({ seconds: 2 });
    await work(dynamodb, done);
    expect([...new Set(done)].toSorted()).toEqual(ids);
    expect((await db.send(Job.indexes.due.query({ queue }))).items).toEqual([]);
  });

test("a worker that takes too long is told that somebody else has the job", async ({ dynamodb }) => {
  const { db, clock } = dynamodb;
  clock.freeze();
  await enqueue(dynamodb, 1);
  const first = await claim(db, queue, clock.now(), 30 * second);
  expect(await claim(db, queue, clock.now(), 30 * second)).toBeUndefined();
  clock.advance({ seconds: 31 });
  const again = await claim(db, queue, clock.now(), 30 * second);
  if (first === undefined || again === undefined) throw new Error("it was due");
  expect([first.claims, again.claims]).toEqual([1, 2]);
  expect(await finish(db, first)).toBe(false);
  expect(await finish(db, again)).toBe(true);
});

test("a claim and an end whose answers are lost are known for one's own", async ({ dynamodb, faults }) => {
  await enqueue(dynamodb, 1);
  faults.loseResponse({ on: "UpdateItem" });
  faults.loseResponse({ on: "DeleteItem" });
  const job = await claim(dynamodb.db, queue, dynamodb.clock.now(), 30 * second);
  if (job === undefined) throw new Error("it was due");
  expect(job.claims).toBe(1);
  expect(await finish(dynamodb.db, job)).toBe(true);
});

test("costs 2 write units to put in, 3 and a read to claim, 2 to finish", async ({
  dynamodb,
  requests,
  engine,
  skip,
}) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  const { db, clock } = dynamodb;
  await enqueue(dynamodb, 1);
  expect(requests.capacity()).toEqual({ read: 0, write: 2 });
  requests.clear();
  const job = await claim(db, queue, clock.now(), 30 * second);
  expect(requests.capacity()).toEqual({ read: 0.5, write: 3 });
  requests.clear();
  if (job !== undefined) await finish(db, job);
  expect(requests.capacity()).toEqual({ read: 0, write: 2 });
});
