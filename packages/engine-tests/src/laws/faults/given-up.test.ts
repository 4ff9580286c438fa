import type { Attempt, FaultSelection } from "@keywright/testkit";
import { beforeEach, describe, expect, test } from "vitest";
import { useDynamoDB } from "../../test-support.ts";
import { faultTable } from "./model.ts";
import type { Outcome, Path } from "./path.ts";
import { pathsOfOneItem } from "./paths-of-one-item.ts";
import { pathsOfReads } from "./paths-of-reads.ts";
import { pathsOfSeveral } from "./paths-of-several.ts";
import { pathsOfUnique } from "./paths-of-unique.ts";

const paths: Readonly<Record<string, Path>> = {
  ...pathsOfOneItem,
  ...pathsOfSeveral,
  ...pathsOfReads,
  ...pathsOfUnique,
};
const dynamodb = useDynamoDB({ tables: [faultTable], retryDelays: "none" });

let controller: AbortController;
let next = 0;
beforeEach(() => {
  controller = new AbortController();
  next += 1;
});

/** Gives up when the request of this number, from 1, has begun to wait. */
function giveUpWhile(request: number, { on, when = () => true }: FaultSelection): FaultSelection & { ms: number } {
  let seen = 0;
  const isIt = (attempt: Attempt): boolean => {
    if (!when(attempt) || ++seen !== request) return false;
    setTimeout(() => controller.abort(), 5);
    return true;
  };
  return { on: on ?? [], when: isIt, ms: 3_600_000 };
}

interface Moment {
  /** Lets it be given up then. Some requests before it may be refused. */
  inject(selection: FaultSelection, refused: number): void;
  /** Whether the request is carried out. */
  readonly carriedOut: boolean;
  /** Whether nobody can know that. */
  readonly unknown: boolean;
}

const moments: Readonly<Record<string, Moment>> = {
  "before it begins": {
    inject: () => controller.abort(),
    carriedOut: false,
    unknown: false,
  },
  "while its request is on the way": {
    inject: (selection) => dynamodb().faults.latency(giveUpWhile(1, selection)),
    carriedOut: false,
    unknown: true,
  },
  "after its answer was lost": {
    inject: (selection, refused) => {
      dynamodb().faults.loseResponse({ ...selection, after: refused });
      // Where it is sent again.
      dynamodb().faults.latency(giveUpWhile(refused + 2, selection));
    },
    carriedOut: true,
    unknown: true,
  },
  "after its request was refused": {
    inject: ({ on = [], when = () => true }) => {
      const isIt = (attempt: Attempt): boolean => {
        if (!when(attempt)) return false;
        controller.abort();
        return true;
      };
      dynamodb().faults.throttle({ on, when: isIt, times: Number.POSITIVE_INFINITY });
    },
    carriedOut: false,
    unknown: false,
  },
};
const writes = ({ silent }: Path): boolean => silent.all === "unknown";

describe.each(Object.keys(moments))("what is given up %s", (moment) => {
  test.each(Object.keys(paths))("%s", async (name) => {
    const path = paths[name] ?? expect.unreachable();
    const { inject, carriedOut, unknown } = moments[moment] ?? expect.unreachable();
    const { db, faults } = dynamodb();
    const id = `g${next}`;
    await path.prepare?.(db, id);
    inject({ on: path.on, ...(path.when && { when: path.when }) }, path.learns ?? 0);
    const outcomes = await path.act(db, id, controller.signal);
    faults.clear();
    const told: Outcome = unknown && writes(path) ? "unknown" : "refused";
    expect(new Set(outcomes)).toEqual(new Set([told]));
    const stored = await path.stored(db, id, dynamodb());
    // What reads find is the same before and after.
    const left = carriedOut && writes(path) ? path.after : path.before;
    expect(new Set(stored)).toEqual(new Set([left]));
  });
});
