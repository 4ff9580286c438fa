import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/**
 * Keeps processes on one core, where the system has a command for that: neighbours of a virtual machine can make one core
 * half as fast as another for as long as a run takes, and who happens to be there would be.
 */
export function pin(pid: number | undefined): void {
  if (process.platform !== "linux" || pid === undefined || availableParallelism() < 2) return;
  // All threads of it. Where the command is missing, or this core is not for us, processes stay where they are.
  spawnSync("taskset", ["--all-tasks", "--cpu-list", "--pid", "0", String(pid)], { stdio: "ignore" });
}
