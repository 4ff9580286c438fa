import { type Quartiles, quartiles } from "../statistics/quartiles.ts";
import { formatTable } from "../statistics/table.ts";
import type { Round } from "./measure.ts";
import { type OperationName, operationNames } from "./workload.ts";

/** CPU time of a contender by that of the first one, over all rounds of one operation. */
export interface Ratio extends Quartiles {
  readonly operation: OperationName;
  readonly contender: string;
  readonly rounds: number;
}

export function ratiosOf(contenders: readonly string[], rounds: readonly Round[]): readonly Ratio[] {
  return operationNames.flatMap((operation) => {
    const own = rounds.filter((round) => round.operation === operation);
    return contenders.slice(1).map((contender, i) => {
      const sample = own.map(({ microseconds: [base, ...others] }) => (others[i] as number) / (base as number));
      return { operation, contender, rounds: own.length, ...quartiles(sample) };
    });
  });
}

const titles: Readonly<Record<OperationName, string>> = {
  get: "get",
  put: "put",
  update: "update",
  query: "query of 100",
};

export function ratioTable(baseline: string, ratios: readonly Ratio[]): string {
  const rows = ratios.map(({ operation, contender, rounds, lower, median, upper }) => [
    `${titles[operation]}, ${contender}`,
    median.toFixed(2),
    `${lower.toFixed(2)} - ${upper.toFixed(2)}`,
    String(rounds),
  ]);
  return formatTable([`CPU time, ${baseline} = 1`, "median", "quartiles", "rounds"], rows);
}
