import { type FaultHandle, startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runs, useDynamoDB } from "../../test-support.ts";
import { faultKinds } from "./kinds.ts";
import { faultTable } from "./model.ts";
import type { Outcome, Path } from "./path.ts";
import { pathsOfLeases } from "./paths-of-leases.ts";
import { pathsOfOneItem } from "./paths-of-one-item.ts";
import { pathsOfReads } from "./paths-of-reads.ts";
import { pathsOfSeveral } from "./paths-of-several.ts";
import { pathsOfUnique } from "./paths-of-unique.ts";

type Kind = keyof typeof faultKinds;

/** How often a fault happens to the requests of one operation. */
type Often = "one" | "all";

const paths: Readonly<Record<string, Path>> = {
  ...pathsOfOneItem,
  ...pathsOfSeveral,
  ...pathsOfReads,
  ...pathsOfLeases,
  ...pathsOfUnique,
};
const engine = useDynamoDB();

/** What a fault of this kind has the caller told, where it happens to one attempt or to all. */
function expectedOf(path: Path, kind: Kind, often: Often): Outcome {
  const effect = faultKinds[kind]?.effect;
  if (effect === "silent" || effect === "lost") return path[effect][often];
  return effect === "refused" && often === "all" ? "refused" : "done";
}

/** The kinds of faults that requests of the path can have. */
function kindsOf({ on }: Path): readonly Kind[] {
  return Object.keys(faultKinds).filter((kind) => faultKinds[kind]?.only?.includes(on) ?? true);
}

/** What may be stored of an operation of which the caller was told so. */
function possible({ before, after, beside }: Path, outcome: Outcome): readonly string[] {
  const undone = beside === undefined ? [before] : [before, beside];
  if (outcome === "done") return [after];
  return outcome === "refused" ? undone : [...undone, after];
}

/** Of all operations together: that some of it is not known, or not done. */
function worst(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes("unknown")) return "unknown";
  return outcomes.includes("refused") ? "refused" : "done";
}

/** One round: prepares, lets faults happen while it acts, one of them for certain, and holds what is stored against what was told. */
async function round(
  name: string,
  path: Path,
  dynamodb: TestDynamoDB,
  id: string,
  inject: () => FaultHandle | undefined,
): Promise<readonly Outcome[]> {
  const { db, faults } = dynamodb;
  await path.prepare?.(db, id);
  const certain = inject();
  let outcomes: readonly Outcome[];
  try {
    outcomes = await path.act(db, id);
    if (certain) expect(certain.injected).toBeGreaterThan(0);
  } catch (error) {
    throw new Error(`${name}: ${String(error)}`, { cause: error });
  } finally {
    faults.clear();
  }
  const stored = await path.stored(db, id, dynamodb);
  for (const [i, state] of stored.entries()) {
    const outcome = outcomes[i] ?? outcomes[0] ?? expect.unreachable();
    if (possible(path, outcome).includes(state)) continue;
    throw new Error(`${name}: the caller was told that it is ${outcome}, and stored is: ${state}`);
  }
  return outcomes;
}

/** Every kind of fault on one path: to one attempt, to all of them, and by chance. Gives how many rounds that were. */
async function tryPath(name: string, path: Path, place: number): Promise<number> {
  // A client of its own has faults, and a budget of retries, of its own.
  const options = { engine: engine().engine, tables: [faultTable], retryDelays: "none" } as const;
  await using dynamodb = await startDynamoDB(options);
  const { faults } = dynamodb;
  const selection = { on: path.on, ...(path.when && { when: path.when }) };
  let ids = 0;
  // All alone first: after many failures the SDK's budget of retries is used up.
  for (const [often, times] of [
    ["one", 1],
    ["all", Number.POSITIVE_INFINITY],
  ] as const) {
    for (const kind of kindsOf(path)) {
      const cell = `${name}, ${kind} of ${often}`;
      const inject = () => faultKinds[kind]?.inject(faults, { ...selection, times });
      const outcomes = await round(cell, path, dynamodb, `${place}-${ids++}`, inject);
      expect({ cell, told: worst(outcomes) }).toEqual({ cell, told: expectedOf(path, kind, often) });
    }
  }
  for (let seed = 0; seed < runs(1); seed++) {
    for (const kind of kindsOf(path)) {
      const inject = () => {
        const first = faultKinds[kind]?.inject(faults, selection);
        faultKinds[kind]?.inject(faults, { ...selection, probability: 0.5, seed });
        return first;
      };
      await round(`${name}, ${kind} with seed ${seed}`, path, dynamodb, `${place}-${ids++}`, inject);
    }
  }
  for (let seed = 0; seed < runs(4); seed++) {
    const inject = () => {
      for (const [i, kind] of kindsOf(path).entries()) {
        faultKinds[kind]?.inject(faults, { ...selection, probability: 0.2, seed: seed * 100 + i });
      }
      return undefined;
    };
    await round(`${name}, everything with seed ${seed}`, path, dynamodb, `${place}-${ids++}`, inject);
  }
  return ids;
}

describe("whatever happens to requests, what is stored is what the caller was told", () => {
  const names = Object.keys(paths);
  const tried = new Map<string, Promise<number>>();
  // Side by side, as most of the time is spent in waiting.
  beforeAll(() => {
    for (const [place, name] of names.entries()) {
      const attempt = tryPath(name, paths[name] ?? expect.unreachable(), place);
      attempt.catch(() => undefined);
      tried.set(name, attempt);
    }
  });
  afterAll(() => Promise.allSettled(tried.values()));

  test.each(names)("%s", { timeout: 600_000 }, async (name) => {
    expect(await tried.get(name)).toBeGreaterThan(3 * runs(1));
  });
});
