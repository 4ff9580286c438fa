import { type Contender, type WorkloadName, workloadNames, workloads } from "../contenders/workload.ts";
import { collect } from "../statistics/collect.ts";
import { shuffled } from "../statistics/shuffled.ts";

/** CPU microseconds per call by the name of the contender, of one round. */
export interface Round {
  readonly workload: WorkloadName;
  readonly microseconds: ReadonlyMap<string, number>;
}

/** CPU time that one sample should take at least, in microseconds: far above the clock's resolution. */
const sampleTime = 10_000;
const warmUpShare = 0.2;

/**
 * One interleaved run: each round gives every contender its turn with every workload, in random order. What disturbs the
 * machine for longer than a round disturbs all of them.
 */
export async function measure(contenders: ReadonlyMap<string, Contender>, seconds: number): Promise<readonly Round[]> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const calls = await warmUp(contenders, () => elapsed() < seconds * warmUpShare);
  const rounds: Round[] = [];
  do {
    for (const workload of workloadNames) {
      const microseconds = new Map<string, number>();
      for (const [name, contender] of shuffled(contenders)) {
        microseconds.set(name, await cpuPerCall(contender, workload, calls.get(`${workload} ${name}`) ?? 1));
      }
      rounds.push({ workload, microseconds });
    }
  } while (elapsed() < seconds);
  return rounds;
}

/** Calls everything until the time for it is over, and gives how many calls make one sample. */
async function warmUp(
  contenders: ReadonlyMap<string, Contender>,
  goesOn: () => boolean,
): Promise<ReadonlyMap<string, number>> {
  const calls = new Map<string, number>();
  do {
    for (const workload of workloadNames) {
      for (const [name, contender] of contenders) {
        const time = await cpuPerCall(contender, workload, calls.get(`${workload} ${name}`) ?? 1);
        calls.set(`${workload} ${name}`, Math.max(1, Math.ceil(sampleTime / Math.max(time, 1))));
      }
    }
  } while (goesOn());
  return calls;
}

async function cpuPerCall(contender: Contender, workload: WorkloadName, calls: number): Promise<number> {
  const work = workloads[workload];
  // What the one before has left is not for this one to sweep.
  collect({ type: "minor" });
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) await work(contender, i);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
