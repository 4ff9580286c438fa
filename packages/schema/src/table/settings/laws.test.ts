import fc from "fast-check";
import { expect, it } from "vitest";
import { ModelError } from "../../error/model-error.ts";
import { defineTable } from "../define-table.ts";
import type { TableModel } from "../model.ts";

const untyped = defineTable as (definition: unknown) => { readonly model: TableModel };

const base = {
  name: "App",
  partitionKey: { PK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" } },
};

const count = fc.integer({ min: 1, max: 40_000 });
const scaling = fc
  .tuple(count, count, fc.option(fc.integer({ min: 20, max: 90 }), { nil: undefined }))
  .map(([a, b, target]) => ({ min: Math.min(a, b), max: Math.max(a, b), ...(target !== undefined && { target }) }));
const units = fc.oneof(count, scaling);
const insights = fc.constantFrom(true, false, "throttled");
const own = { requiredKeys: [] };
const warmThroughput = fc.record({
  readUnits: fc.integer({ min: 12_000, max: 99_000 }),
  writeUnits: fc.integer({ min: 4_000, max: 99_000 }),
});
const tagText = fc.stringMatching(/^[\p{L}\d_.:/=+@-]{1,20}$/u).filter((text) => !/^aws:/i.test(text));
const key = fc.uuid();
const common = {
  warmThroughput,
  tableClass: fc.constantFrom("standard", "infrequent-access"),
  pointInTimeRecovery: fc.oneof(fc.boolean(), fc.record({ days: fc.integer({ min: 1, max: 35 }) })),
  deletionProtection: fc.boolean(),
  tags: fc.dictionary(tagText, tagText, { maxKeys: 50, noNullPrototype: true }),
  contributorInsights: insights,
};
/** Settings that DynamoDB takes, of tables with and without replicas. */
const settings = fc.boolean().chain((isProvisioned) => {
  const limits = fc.record({ maxReadUnits: count, maxWriteUnits: count }, own);
  const billing: fc.Arbitrary<object> = isProvisioned
    ? fc.record({ mode: fc.constant("provisioned"), read: units, write: scaling })
    : limits.map((each) => ({ mode: "on-demand", ...each }));
  const index: fc.Arbitrary<object> = isProvisioned
    ? fc.record({ read: units, write: scaling, warmThroughput, contributorInsights: insights }, own)
    : limits;
  const replica: fc.Arbitrary<object> = isProvisioned
    ? fc.record({ encryptionKey: key, read: units, tags: common.tags })
    : fc.record({ encryptionKey: key, maxReadUnits: count, tags: common.tags });
  return fc.record(
    {
      ...common,
      billing,
      encryption: fc.record({ key }),
      indexes: fc.record({ byStatus: index }, own),
      replicas: fc.dictionary(fc.constantFrom("eu-west-1", "us-east-1"), replica, { noNullPrototype: true }),
    },
    { requiredKeys: ["billing", "encryption"] },
  );
});

/** One fault each, in settings that have nothing to do with one another, and the path that is told. */
const faults: readonly (readonly [object, string])[] = [
  [{ billing: { mode: "provisioned", read: 5 } }, "billing.write"],
  [{ warmThroughput: { readUnits: 1 } }, "warmThroughput.readUnits"],
  [{ tableClass: "cold" }, "tableClass"],
  [{ kinesis: { streamArn: "changes" } }, "kinesis.streamArn"],
  [{ pointInTimeRecovery: { days: 0 } }, "pointInTimeRecovery.days"],
  [{ deletionProtection: 1 }, "deletionProtection"],
  [{ encryption: "none" }, "encryption"],
  [{ tags: { "aws:a": "b" } }, "tags.aws:a"],
  [{ contributorInsights: "none" }, "contributorInsights"],
  [{ resourcePolicy: {} }, "resourcePolicy.Statement"],
  [{ witness: "eu-west-1" }, "witness"],
  [{ replicas: { ireland: {} } }, "replicas.ireland"],
  [{ indexes: { byOwner: {} } }, "indexes.byOwner"],
  [{ retention: 5 }, "retention"],
];

it("settings that DynamoDB takes are taken as they are", () => {
  fc.assert(
    fc.property(settings, (settings) => {
      const { model } = untyped({ ...base, settings });
      expect(model.settings).toEqual(settings);
      expect(model.settings).not.toBe(settings);
      expect(JSON.parse(JSON.stringify(model.settings))).toEqual(settings);
    }),
  );
});

it("every fault is told, whichever others there are", () => {
  fc.assert(
    fc.property(fc.subarray([...faults], { minLength: 1 }), (chosen) => {
      const problems = problemsOf(Object.assign({}, ...chosen.map(([fault]) => fault)));
      expect(problems).toEqual(expect.arrayContaining(chosen.map(([, path]) => `App.settings.${path}`)));
    }),
  );
});

function problemsOf(settings: object): readonly string[] {
  try {
    untyped({ ...base, settings });
  } catch (error) {
    if (ModelError.isInstance(error)) return error.problems.map(({ path }) => path);
    throw error;
  }
  return [];
}
