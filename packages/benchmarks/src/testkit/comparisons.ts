import type { Contender, Stage, Store } from "./contender.ts";
import { interleave, type Rounds, type Subject, timed } from "./measure.ts";
import { isolatedTest, putAndGet, transact } from "./work.ts";

/** From nothing to an engine with a table. */
export function compareStarts(contenders: readonly Contender[], times: number): Promise<Rounds> {
  const subjects = contenders.map(
    ({ name, start }): Subject =>
      async () => {
        const { time, result: stage } = await timed(async () => {
          const stage = await start();
          await stage.open();
          return stage;
        });
        await stage.stop();
        return { [name]: time };
      },
  );
  return interleave(subjects, times);
}

/** The tables of a test on an engine that runs: making them, and taking them away. */
export function compareStores(contenders: readonly Contender[], times: number): Promise<Rounds> {
  return onStages(contenders, (stages) => {
    const subjects = stages.map(
      ({ name, stage }): Subject =>
        async () => {
          const made = await timed(stage.open);
          const gone = await timed(made.result.close);
          return { [`${name}: made`]: made.time, [`${name}: taken away`]: gone.time };
        },
    );
    return interleave(subjects, times);
  });
}

/** Isolated tests: with a put and a get; and with a transaction besides, where there are transactions. */
export function compareTests(contenders: readonly Contender[], tests: number): Promise<Rounds> {
  const rounds = Math.min(20, tests);
  const perRound = Math.ceil(tests / rounds);
  const subject =
    (name: string, stage: Stage, body: (store: Store) => Promise<void>): Subject =>
    async () => {
      const { time } = await timed(async () => {
        for (let i = 0; i < perRound; i++) await isolatedTest(stage, body);
      });
      return { [name]: time / perRound };
    };
  return onStages(contenders, (stages) => {
    const subjects = stages.flatMap(({ name, transactions, stage }) => {
      const without = subject(`${name}: put, get`, stage, putAndGet);
      if (!transactions) return [without];
      const all = async (store: Store): Promise<void> => {
        await putAndGet(store);
        await transact(store);
      };
      return [without, subject(`${name}: put, get, transaction`, stage, all)];
    });
    return interleave(subjects, rounds);
  });
}

interface Running extends Contender {
  readonly stage: Stage;
}

async function onStages<T>(
  contenders: readonly Contender[],
  work: (stages: readonly Running[]) => Promise<T>,
): Promise<T> {
  const stages = await Promise.all(
    contenders.map(async (contender) => ({ ...contender, stage: await contender.start() })),
  );
  try {
    return await work(stages);
  } finally {
    await Promise.all(stages.map(({ stage }) => stage.stop()));
  }
}
