import { describe, expect, test } from "vitest";
import { GROUPS } from "./behaviour.ts";
import { behaviours } from "./behaviours/index.ts";
import { nearest, readRecord } from "./record.ts";

const recorded = readRecord();

test("there are at least 80 behaviours, of every group", () => {
  const all = Object.values(behaviours);
  expect(all.length).toBeGreaterThanOrEqual(80);
  expect(new Set(all.map(({ group }) => group))).toEqual(new Set(GROUPS));
});

test("each behaviour is one sentence that fits into a table", () => {
  for (const { does, otherwise } of Object.values(behaviours)) {
    expect(does).toMatch(/^[A-Z][^|\n]*[^.|\n]$/);
    if (otherwise !== undefined) expect(otherwise).toMatch(/^[A-Z][^|\n]*\.$/);
  }
});

describe("the record", () => {
  test("has an answer of each engine to each behaviour, and to nothing else", () => {
    const engines = Object.keys(recorded);
    expect(engines).toEqual(["dynoxide 1.2.1", "dynamodb-local 1.25.1", "dynamodb-local 3.3.1"]);
    for (const engine of engines) expect(Object.keys(recorded[engine] ?? {})).toEqual(Object.keys(behaviours));
    const answers = Object.values(recorded).flatMap((answer) => Object.values(answer));
    expect(answers.filter((answer) => !/^(yes$|no: )/.test(answer))).toEqual([]);
  });

  test("says what it means for tests where an engine does something else than the service", () => {
    const differing = Object.keys(behaviours).filter((id) =>
      Object.values(recorded).some((answers) => answers[id] !== "yes"),
    );
    expect(differing.length).toBeGreaterThan(10);
    expect(differing.filter((id) => behaviours[id]?.otherwise === undefined)).toEqual([]);
  });

  test("of another version of an engine is that of the nearest version below", () => {
    const known = { "dynamodb-local 1.25.1": {}, "dynamodb-local 3.3.1": {}, "dynoxide 1.2.1": {} };
    expect(nearest(known, "dynamodb-local 3.3.1")?.name).toBe("dynamodb-local 3.3.1");
    expect(nearest(known, "dynamodb-local 3.3.10")?.name).toBe("dynamodb-local 3.3.1");
    expect(nearest(known, "dynamodb-local 2.6.1")?.name).toBe("dynamodb-local 1.25.1");
    expect(nearest(known, "dynamodb-local")?.name).toBe("dynamodb-local 1.25.1");
    expect(nearest(known, "dynoxide 1.10.0")?.name).toBe("dynoxide 1.2.1");
    expect(nearest(known, "other 1.0.0")).toBeUndefined();
  });
});
