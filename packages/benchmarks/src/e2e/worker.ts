import { kindsOf } from "../contenders/contenders.ts";
import type { Store } from "../contenders/store.ts";
import { answerOrder } from "../process/run-program.ts";
import { measureOnEngine } from "./measure.ts";

export interface EndToEndOrder {
  readonly names: readonly string[];
  readonly config: Store["config"];
  readonly seconds: number;
}

answerOrder<EndToEndOrder>(({ names, config, seconds }) => measureOnEngine(kindsOf(names), config, seconds));
