import { startEngine } from "@keywright/testkit";
import type { ContenderKind } from "../contenders/contenders.ts";
import { runProgram } from "../process/run-program.ts";
import type { Figure } from "../report/figure.ts";
import type { EndToEndOrder } from "./worker.ts";

/** Time by the clock of work on an embedded engine, by that of the DocumentClient. */
export async function measureEndToEnd(
  kinds: ReadonlyMap<string, ContenderKind>,
  seconds: number,
): Promise<readonly Figure[]> {
  const engine = await startEngine({ engine: "dynoxide" });
  try {
    const order: EndToEndOrder = { names: [...kinds.keys()], config: engine.clientConfig, seconds };
    return await runProgram("e2e/worker.ts", order);
  } finally {
    await engine.stop();
  }
}
