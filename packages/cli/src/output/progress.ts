import type { Io } from "../world/io.ts";

/** Something that takes a while. */
export interface Progress {
  /** How far it is, from 0 to 1 where that is known, and in words. */
  update(part: number | undefined, text: string): void;
  /** Takes the bar away. */
  end(): void;
}

const quietMs = 5_000;
const redrawMs = 100;

/** A bar that is drawn over on a terminal; elsewhere a line every few seconds. */
export function createProgress(
  io: Pick<Io, "err" | "terminal" | "columns">,
  now: () => number = () => performance.now(),
): Progress {
  const { err, terminal, columns } = io;
  let last = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    update(part, text) {
      if (now() - last < (terminal ? redrawMs : quietMs)) return;
      last = now();
      if (terminal) {
        err(`\r\u001b[2K${`${part === undefined ? "" : `${bar(part)} `}${text}`.slice(0, columns - 1)}`);
        drawn = true;
      } else err(`${part === undefined ? "" : `${percent(part)} `}${text}\n`);
    },
    end() {
      if (drawn) err("\r\u001b[2K");
      drawn = false;
    },
  };
}

const barWidth = 24;

function bar(part: number): string {
  const full = Math.round(Math.min(1, Math.max(0, part)) * barWidth);
  return `[${"#".repeat(full)}${"-".repeat(barWidth - full)}] ${percent(part)}`;
}

function percent(part: number): string {
  return `${Math.floor(Math.min(1, Math.max(0, part)) * 100)} %`;
}
