import { shuffled } from "../statistics/shuffled.ts";
import { type Contender, call, type OperationName, operationNames } from "./workload.ts";

/** CPU microseconds per call, contender by contender, of one round. */
export interface Round {
  readonly operation: OperationName;
  readonly microseconds: readonly number[];
}

/** CPU time that one sample should take at least, in microseconds: far above the clock's resolution. */
const sampleTime = 20_000;
const warmUpShare = 0.15;

/**
 * One interleaved run: each round measures every contender, in random order, on every operation. What disturbs the machine
 * for longer than a round disturbs all of them.
 */
export async function measure(contenders: readonly Contender[], seconds: number): Promise<readonly Round[]> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const calls = await warmUp(contenders, () => elapsed() < seconds * warmUpShare);
  const rounds: Round[] = [];
  do {
    for (const operation of operationNames) {
      rounds.push({ operation, microseconds: await round(contenders, operation, calls.get(operation) ?? 1) });
    }
  } while (elapsed() < seconds);
  return rounds;
}

/** Calls everything until the time for it is over, and gives how many calls of each operation make one sample. */
async function warmUp(
  contenders: readonly Contender[],
  goesOn: () => boolean,
): Promise<ReadonlyMap<OperationName, number>> {
  const calls = new Map(operationNames.map((operation) => [operation, 10]));
  do {
    for (const [operation, count] of calls) {
      const times = await round(contenders, operation, count);
      calls.set(operation, Math.max(1, Math.ceil(sampleTime / Math.min(...times))));
    }
  } while (goesOn());
  return calls;
}

async function round(
  contenders: readonly Contender[],
  operation: OperationName,
  calls: number,
): Promise<readonly number[]> {
  const times = contenders.map(() => 0);
  for (const index of shuffled(contenders.keys())) {
    times[index] = await cpuPerCall(contenders[index] as Contender, operation, calls);
  }
  return times;
}

async function cpuPerCall(contender: Contender, operation: OperationName, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) await call(contender, operation, i);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}
