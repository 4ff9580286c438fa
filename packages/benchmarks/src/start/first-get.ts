import type { Program } from "../programs/program.ts";
import { stubConfig } from "./stub.ts";

/** Milliseconds since the process was started, and of CPU, when the first get is answered. */
export async function firstGet(program: Program): Promise<void> {
  const item = (await program(stubConfig).get({ userId: "user-7f3a", taskId: "task-000000" })) as { title?: unknown };
  const wall = performance.now();
  const { user, system } = process.cpuUsage();
  if (item.title !== "Check the delivery") throw new Error("The item was not read");
  process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / 1000 }));
}
