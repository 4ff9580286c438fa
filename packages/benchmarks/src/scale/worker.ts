import { kindsOf } from "../contenders/contenders.ts";
import { answerOrder } from "../process/run-program.ts";
import { measurePartitions } from "./measure.ts";

export interface ScaleOrder {
  readonly names: readonly string[];
  readonly rounds: number;
}

answerOrder<ScaleOrder>(({ names, rounds }) => measurePartitions(kindsOf(names), rounds));
