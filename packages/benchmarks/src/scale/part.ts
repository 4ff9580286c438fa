import type { ContenderKind } from "../contenders/contenders.ts";
import { runProgram } from "../process/run-program.ts";
import type { Figure } from "../report/figure.ts";
import type { ScaleOrder } from "./worker.ts";

/** Queries of whole partitions: CPU time by the DocumentClient's, growth with the number of items, and the heap of a stream. */
export function measureScale(kinds: ReadonlyMap<string, ContenderKind>, rounds: number): Promise<readonly Figure[]> {
  const order: ScaleOrder = { names: [...kinds.keys()], rounds };
  return runProgram("scale/worker.ts", order);
}
