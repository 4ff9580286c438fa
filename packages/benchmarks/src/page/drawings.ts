import { type PlotOptions, plot } from "../plot/plot.ts";
import type { Figure } from "../report/figure.ts";
import { goals } from "../report/goals.ts";

interface Drawing extends Omit<PlotOptions, "figures" | "goals"> {
  readonly shows: (figure: Figure) => boolean;
}

const pages = ["query of 100", "batch get of 100", "batch write of 25"];
const byDocumentClient = "DocumentClient = 1. Orange marks are goals.";

const drawings: Readonly<Record<string, Drawing>> = {
  "cpu-items.svg": {
    title: "CPU time of single items and transactions, DocumentClient = 1",
    description: `CPU time of a get, a put, an update and a transaction of 10 with the network stubbed. ${byDocumentClient}`,
    shows: ({ part, subject }) => part === "cpu" && !pages.includes(subject),
  },
  "cpu-pages.svg": {
    title: "CPU time of pages and batches, DocumentClient = 1",
    description: `CPU time of a query of 100, a batch get of 100 and a batch write of 25 with the network stubbed. ${byDocumentClient}`,
    shows: ({ part, subject }) => part === "cpu" && pages.includes(subject),
  },
  "e2e.svg": {
    title: "Time on an embedded engine, DocumentClient = 1",
    description: "Time by the clock of single items and queries on an embedded engine, 1, 16 and 64 at a time.",
    shows: ({ part }) => part === "e2e",
  },
  "bundle.svg": {
    title: "Size minified and gzipped, without SDK and zod",
    description: "Size of a program that gets, puts and queries, and of each library whole. Orange marks are goals.",
    shows: ({ part }) => part === "bundle",
  },
  "start.svg": {
    title: "From process start to the first get, DocumentClient = 1",
    description: `Time by the clock, and CPU time, until a new process has its first answer. ${byDocumentClient}`,
    shows: ({ part }) => part === "start",
  },
  "define.svg": {
    title: "CPU time of defining 100 entities of 15 attributes",
    description: "CPU time of definitions in a new process, schemas of zod apart. The orange mark is the goal.",
    shows: ({ part }) => part === "define",
  },
  "scale.svg": {
    title: "Whole partitions: CPU time, growth and heap",
    description:
      "CPU time of a query of all of 10,000 items by the DocumentClient's; time per item of 100,000 by that of 1,000; heap of a stream of 100,000 by that of 10,000.",
    shows: ({ part }) => part === "scale",
  },
};

/** The drawings of what was measured, by the names of their files. */
export function plotsOf(figures: readonly Figure[]): ReadonlyMap<string, string> {
  const plots = new Map<string, string>();
  for (const [file, { shows, ...options }] of Object.entries(drawings)) {
    const shown = figures.filter(shows);
    if (shown.length === 0) continue;
    const parts = new Set(shown.map(({ part }) => part));
    const subjects = new Set(shown.map(({ subject }) => subject));
    const own = goals.filter(({ part, subject }) => parts.has(part) && subjects.has(subject));
    plots.set(file, plot({ ...options, figures: shown, goals: own }));
  }
  return plots;
}
