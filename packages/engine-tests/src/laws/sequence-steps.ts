import fc from "fast-check";
import type { Attributes, Change } from "./sequence-oracle.ts";

// DynamoDB Local deletes by its own clock what has expired: only what lies in its future stays until a test says so.
export const start = new Date("2126-05-01T12:00:00.000Z");
const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

const id = fc.constantFrom("1", "1", "1", "2");
const due = fc.constantFrom("2026-05-01", "2026-06-01");
const time = fc.constantFrom(-1, 0, 5, 20, 40, 90).map(later);
export const attributes: fc.Arbitrary<Attributes> = fc.record(
  {
    title: fc.constantFrom("a", "b"),
    status: fc.constantFrom("OPEN" as const, "DONE" as const),
    due,
    points: fc.integer({ min: 0, max: 9 }),
    expiresAt: time,
  },
  { requiredKeys: ["title"] },
);
const change: fc.Arbitrary<Change> = fc
  .record(
    {
      title: fc.constantFrom("c", "d"),
      due: fc.oneof(due, fc.constant(null)),
      addPoints: fc.integer({ min: -3, max: 3 }),
      removePoints: fc.boolean(),
      expiresAt: fc.oneof(time, fc.constant(null)),
    },
    { requiredKeys: [] },
  )
  // One action for each attribute.
  .map(({ addPoints, removePoints, ...rest }) => {
    if (removePoints) return { ...rest, removePoints };
    return addPoints === undefined ? rest : { ...rest, addPoints };
  });
const demands = fc.record({
  expected: fc.constantFrom("nothing", "nothing", "seen", "version"),
  // Low, for conditions that hold; most writes have none, or few would come through.
  minPoints: fc.constantFrom(undefined, undefined, undefined, 0, 4),
});
export const step = fc.oneof(
  fc.record({ verb: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ verb: fc.constant("create" as const), id, attributes }),
  fc.record({ verb: fc.constant("upsert" as const), id, attributes }),
  fc.record({ verb: fc.constant("put" as const), id, title: fc.constantFrom("p", "q"), demands }),
  fc.record({
    verb: fc.constant("update" as const),
    id,
    change,
    demands,
    returning: fc.constantFrom("new" as const, "old" as const),
  }),
  fc.record({ verb: fc.constant("delete" as const), id, mustExist: fc.constantFrom(false, false, true), demands }),
  fc.record({ verb: fc.constant("check" as const), id, demands }),
  fc.record({ verb: fc.constant("move" as const), id, to: id }),
  fc.record({ verb: fc.constant("get" as const), id }),
  fc.record({ verb: fc.constant("query" as const) }),
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
export type DemandsOf = typeof demands extends fc.Arbitrary<infer D> ? D : never;

/** Who does it: two callers, each of whom has seen what it was given itself. */
export const turn = fc.record({ caller: fc.constantFrom(0, 1), step });
