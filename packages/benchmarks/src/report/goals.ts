import type { ContenderName } from "../contenders/contenders.ts";
import type { Figure } from "./figure.ts";

/** What a figure may be at most. */
export type Goal = Pick<Figure, "part" | "subject" | "contender" | "unit"> & { readonly atMost: number };

const paths = {
  sdk: { of: "Keywright, sdk", single: 0.45, transact: 0.45, pages: 0.55 },
  direct: { of: "Keywright, direct", single: 0.15, transact: 0.2, pages: 0.45 },
} as const;

const cpu: readonly Goal[] = Object.values(paths).flatMap(({ of, single, transact, pages }) =>
  (
    [
      ["get", single],
      ["put", single],
      ["update", single],
      ["transact of 10", transact],
      ["query of 100", pages],
      ["batch get of 100", pages],
    ] as const
  ).map(([subject, atMost]): Goal => ({ part: "cpu", subject, contender: of, unit: "ratio", atMost })),
);

const keywright: readonly ContenderName[] = ["Keywright, client", "Keywright, sdk", "Keywright, direct"];

/** What is aimed at. `npm run bench -- --check` fails where it is missed by more than the noise. */
export const goals: readonly Goal[] = [
  ...cpu,
  { part: "bundle", subject: "get, put and query", contender: "Keywright", unit: "bytes", atMost: 15 * 1024 },
  { part: "bundle", subject: "everything", contender: "Keywright", unit: "bytes", atMost: 30 * 1024 },
  ...keywright.map(
    (contender): Goal => ({ part: "start", subject: "first get", contender, unit: "ratio", atMost: 1.1 }),
  ),
  { part: "define", subject: "100 entities, beyond schemas", contender: "Keywright", unit: "ms", atMost: 20 },
  // A hundred times the items in a hundred times the time, and a quarter for larger heaps.
  ...keywright.map(
    (contender): Goal => ({
      part: "scale",
      subject: "growth from 1,000 to 100,000",
      contender,
      unit: "ratio",
      atMost: 1.25,
    }),
  ),
  ...keywright.map(
    (contender): Goal => ({
      part: "scale",
      subject: "heap, 100,000 streamed by 10,000",
      contender,
      unit: "ratio",
      atMost: 1.25,
    }),
  ),
];
