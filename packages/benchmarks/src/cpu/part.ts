import { baseline, type ContenderKind } from "../contenders/contenders.ts";
import { workloadNames } from "../contenders/workload.ts";
import { type Figure, ratios } from "../report/figure.ts";
import { measure } from "./measure.ts";
import { verifySameWork } from "./verify.ts";
import { withWorkers } from "./workers.ts";

/** CPU time of each workload with the network stubbed, by that of the DocumentClient. */
export async function measureCpu(
  kinds: ReadonlyMap<string, ContenderKind>,
  seconds: number,
): Promise<readonly Figure[]> {
  await verifySameWork(kinds);
  const names = [...kinds.keys()];
  const rounds = await withWorkers(names, (sample) => measure(names, sample, seconds));
  return workloadNames.flatMap((workload) => {
    const own = rounds.filter((round) => round.workload === workload).map(({ microseconds }) => microseconds);
    return ratios("cpu", workload, baseline, own);
  });
}
