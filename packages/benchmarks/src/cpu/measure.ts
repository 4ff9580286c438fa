import { type WorkloadName, workloadNames } from "../contenders/workload.ts";
import { shuffled } from "../statistics/shuffled.ts";
import type { Sample } from "./workers.ts";

/** CPU microseconds per call by the name of the contender, of one round. */
export interface Round {
  readonly workload: WorkloadName;
  readonly microseconds: ReadonlyMap<string, number>;
}

/** CPU time that one sample should take at least, in microseconds: far above the clock's resolution, and the time in which others' code leaves the caches. */
const sampleTime = 20_000;
const warmUpShare = 0.25;

/**
 * One interleaved run: each round gives every contender its turn with every workload, in random order and one at a time.
 * What disturbs the machine for longer than a round disturbs all of them.
 */
export async function measure(names: readonly string[], sample: Sample, seconds: number): Promise<readonly Round[]> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const calls = await warmUp(names, sample, () => elapsed() < seconds * warmUpShare);
  const rounds: Round[] = [];
  do {
    for (const workload of workloadNames) {
      const found = new Map<string, number>();
      for (const name of shuffled(names)) {
        found.set(name, await sample(name, { workload, calls: calls.get(`${workload} ${name}`) ?? 1 }));
      }
      // In the order of the contenders: rounds have an order of their own.
      rounds.push({ workload, microseconds: new Map(names.map((name) => [name, found.get(name) ?? Number.NaN])) });
    }
  } while (elapsed() < seconds);
  return rounds;
}

/** Has everything called until the time for it is over, and gives how many calls make one sample. */
async function warmUp(
  names: readonly string[],
  sample: Sample,
  goesOn: () => boolean,
): Promise<ReadonlyMap<string, number>> {
  const calls = new Map<string, number>();
  do {
    for (const workload of workloadNames) {
      for (const name of names) {
        const key = `${workload} ${name}`;
        const time = await sample(name, { workload, calls: calls.get(key) ?? 1 });
        calls.set(key, Math.max(1, Math.ceil(sampleTime / Math.max(time, 1))));
      }
    }
  } while (goesOn());
  return calls;
}
