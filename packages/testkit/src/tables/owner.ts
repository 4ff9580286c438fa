import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** The process that owns a table, as far as others can tell later whether it still runs. */
export interface Owner {
  readonly pid: number;
  /** The machine, and on Linux the process namespace: within another one, the process id means nothing. */
  readonly host: string;
  /** On Linux when the process started, which tells it from a later one with the same id. */
  readonly started?: string;
}

/** This process. */
export function thisProcess(): Owner {
  const started = statusOf(process.pid)?.started;
  return { pid: process.pid, host: thisHost(), ...(started !== undefined && { started }) };
}

/** Whether the process still runs; undefined where that cannot be told from here. */
export function isRunning(owner: Owner): boolean | undefined {
  if (owner.host !== thisHost()) return undefined;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // Any other error, such as EPERM, comes from a process that is there.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const status = statusOf(owner.pid);
  if (status === undefined) return true;
  return !status.dead && (owner.started === undefined || owner.started === status.started);
}

function thisHost(): string {
  if (process.platform !== "linux") return hostname();
  return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
}

/** What Linux says of a process; undefined on other systems, and where there is no such process. */
function statusOf(pid: number): { readonly started: string; readonly dead: boolean } | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    // The second field is the name of the program in parentheses, and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // State is field 3, start time field 22. A zombie has ended, and only its parent has not looked yet.
    return { started: `${boot} ${fields[19] ?? ""}`, dead: fields[0] === "Z" || fields[0] === "X" };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return undefined;
    throw error;
  }
}
