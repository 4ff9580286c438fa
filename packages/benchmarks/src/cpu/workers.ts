import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { WorkloadName } from "../contenders/workload.ts";
import { bundleProgram } from "../process/bundle-program.ts";
import { pin } from "../process/pin.ts";

/** What a worker is asked to do; it answers with the microseconds of CPU that one call took. */
export interface Order {
  readonly workload: WorkloadName;
  readonly calls: number;
}

/** Microseconds of CPU for each call of a contender. */
export type Sample = (name: string, order: Order) => Promise<number>;

/** Starts a process for each contender, and ends them when the work is done. */
export async function withWorkers<R>(
  names: Iterable<string>,
  work: (sample: Sample) => Promise<R>,
  execArgv: string[] = [],
): Promise<R> {
  const file = await bundleProgram("cpu/worker.ts");
  const workers = new Map<string, ChildProcess>();
  try {
    for (const name of names) {
      const worker = fork(file, [name], { execArgv });
      pin(worker.pid);
      workers.set(name, worker);
    }
    return await work(async (name, order) => {
      const worker = workers.get(name);
      if (worker === undefined) throw new Error(`There is no worker for ${name}`);
      const ended = new AbortController();
      const { signal } = ended;
      const gone = once(worker, "exit", { signal }).then(() =>
        Promise.reject(new Error(`The process of ${name} ended`)),
      );
      try {
        const answer = once(worker, "message", { signal });
        worker.send(order);
        const [time] = await Promise.race([answer, gone]);
        return Number(time);
      } finally {
        gone.catch(() => undefined);
        ended.abort();
      }
    });
  } finally {
    // What runs TypeScript takes note of other signals and goes on.
    for (const worker of workers.values()) worker.kill("SIGKILL");
  }
}
