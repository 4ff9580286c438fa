import { baseline, type ContenderKind } from "../contenders/contenders.ts";
import { preparedAnswers, stubbedStore } from "../contenders/stub.ts";
import { workloadNames } from "../contenders/workload.ts";
import { type Figure, ratios } from "../report/figure.ts";
import { measure } from "./measure.ts";
import { verifySameWork } from "./verify.ts";

/** CPU time of each workload with the network stubbed, by that of the DocumentClient. */
export async function measureCpu(
  kinds: ReadonlyMap<string, ContenderKind>,
  seconds: number,
): Promise<readonly Figure[]> {
  await verifySameWork(kinds);
  const contenders = new Map(
    [...kinds].map(([name, kind]) => [name, kind.make(stubbedStore(preparedAnswers(kind)))] as const),
  );
  const rounds = await measure(contenders, seconds);
  return workloadNames.flatMap((workload) => {
    const own = rounds.filter((round) => round.workload === workload).map(({ microseconds }) => microseconds);
    // In the order of the contenders: rounds have an order of their own.
    const inOrder = own.map((round) => new Map([...kinds.keys()].map((name) => [name, round.get(name) ?? Number.NaN])));
    return ratios("cpu", workload, baseline, inOrder);
  });
}
