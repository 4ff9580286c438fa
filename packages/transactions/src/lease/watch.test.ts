import type { LeaseState } from "@keywright/schema";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueIn, look, type Sighting } from "./watch.ts";

const state = (nonce: string | undefined, duration = 100): LeaseState => ({ token: 1, nonce, duration });

describe("watching a lease", () => {
  test("what nobody holds is due at once", () => {
    expect(dueIn(look(undefined, undefined, 5), undefined, 5)).toBe(0);
    expect(dueIn(look(undefined, state(undefined), 5), state(undefined), 5)).toBe(0);
  });

  test("a nonce counts from when it was first seen", () => {
    const first = look(undefined, state("a"), 5);
    expect(dueIn(first, state("a"), 5)).toBe(100);
    const second = look(first, state("a"), 60);
    expect(dueIn(second, state("a"), 60)).toBe(45);
    expect(dueIn(look(second, state("a"), 105), state("a"), 105)).toBe(0);
    expect(dueIn(look(second, state("b"), 105), state("b"), 105)).toBe(100);
  });

  test("is due only where the same nonce was seen for the whole duration", () => {
    const looks = fc.array(fc.record({ after: fc.nat(60), nonce: fc.constantFrom("a", "b", undefined) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(looks, (steps) => {
        let now = 0;
        let sighting: Sighting | undefined;
        const seen: { readonly at: number; readonly nonce: string | undefined }[] = [];
        for (const { after, nonce } of steps) {
          now += after;
          seen.push({ at: now, nonce });
          sighting = look(sighting, state(nonce), now);
          const change = seen.findLastIndex((one) => one.nonce !== nonce);
          const since = seen[change + 1]?.at ?? now;
          expect(dueIn(sighting, state(nonce), now) === 0).toBe(nonce === undefined || now - since >= 100);
        }
      }),
    );
  });
});
