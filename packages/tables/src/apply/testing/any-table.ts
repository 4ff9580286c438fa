import fc from "fast-check";
import { type AnyTable, defineTable, ModelError } from "keywright";

// Each index has one key and projection: those cannot be changed, and are looked at by tests of their own.
const pool = {
  one: { type: "global", partitionKey: { a: "S" }, projection: "ALL" },
  two: { type: "global", partitionKey: { a: "S" }, sortKey: { n: "N" }, projection: "KEYS_ONLY" },
  three: { type: "global", partitionKey: { b: "B" }, projection: ["u", "v"] },
  four: {
    type: "global",
    partitionKey: [{ a: "S" }, { b: "B" }],
    sortKey: [{ n: "N" }, { c: "S" }],
    projection: "ALL",
  },
} as const;

const count = fc.integer({ min: 1, max: 40 });
const scaling = fc.record({ min: count, target: fc.integer({ min: 20, max: 90 }) }, { requiredKeys: ["min"] });
const units = fc.oneof(
  count,
  scaling.map((bounds) => ({ ...bounds, max: bounds.min + 50 })),
);
const insights = fc.constantFrom(true, false, "throttled" as const);
const recovery = fc.oneof(fc.boolean(), fc.record({ days: fc.integer({ min: 1, max: 35 }) }));
const tags = fc.dictionary(fc.constantFrom("team", "stage", "a/b", "cost@centre"), fc.constantFrom("x", "y"), {
  maxKeys: 3,
});
const warm = fc.record({
  readUnits: fc.integer({ min: 12_000, max: 20_000 }),
  writeUnits: fc.integer({ min: 4_000, max: 9_000 }),
});
const key = (n: number): string => `arn:aws:kms:eu-central-1:111122223333:key/${n}`;

/** No optional property is `undefined`. */
function some<T extends object>(properties: { [P in keyof T]: fc.Arbitrary<T[P]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(properties, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

function indexSettings(mode: string | undefined): fc.Arbitrary<object> {
  const shared = { warmThroughput: warm, contributorInsights: insights };
  return mode === "provisioned"
    ? some({ ...shared, read: units, write: units })
    : some({ ...shared, maxReadUnits: count, maxWriteUnits: count });
}

function replica(mode: string | undefined): fc.Arbitrary<object> {
  return some({
    tableClass: fc.constantFrom("standard", "infrequent-access"),
    deletionProtection: fc.boolean(),
    pointInTimeRecovery: recovery,
    contributorInsights: insights,
    tags,
    ...(mode === "on-demand" && { maxReadUnits: count }),
  });
}

function settings(names: readonly string[], billing: { readonly mode: string } | undefined): fc.Arbitrary<object> {
  return some({
    ...(billing !== undefined && { billing: fc.constant(billing) }),
    warmThroughput: warm,
    tableClass: fc.constantFrom("standard", "infrequent-access"),
    deletionProtection: fc.boolean(),
    pointInTimeRecovery: recovery,
    contributorInsights: insights,
    tags,
    encryption: fc.constantFrom("owned", { key: key(1) }, { key: key(2) }),
    kinesis: fc.record({
      streamArn: fc
        .constantFrom("one", "two")
        .map((name) => `arn:aws:kinesis:eu-central-1:111122223333:stream/${name}`),
      precision: fc.constantFrom("millisecond", "microsecond"),
    }),
    resourcePolicy: fc.constantFrom("111122223333", "444455556666").map((account) => ({
      Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: ["dynamodb:GetItem"], Resource: "*" }],
    })),
    indexes: some(Object.fromEntries(names.map((name) => [name, indexSettings(billing?.mode)]))),
    replicas: some({ "us-east-1": replica(billing?.mode), "us-west-2": replica(billing?.mode) }),
  });
}

const billings = fc.oneof(
  fc.constant(undefined),
  some({ maxReadUnits: count, maxWriteUnits: count }).map((limits) => ({ mode: "on-demand" as const, ...limits })),
  fc.record({ mode: fc.constant("provisioned" as const), read: units, write: units }),
);

/** Tables of one name and key, with any indexes of a pool and any settings that go together. */
export const anyTable: fc.Arbitrary<AnyTable> = fc
  .record({ names: fc.subarray(Object.keys(pool) as (keyof typeof pool)[]), billing: billings })
  .chain(({ names, billing }) =>
    fc.record({
      names: fc.constant(names),
      options: some({
        timeToLive: fc.constantFrom("expiresAt", "until"),
        stream: fc.constantFrom("KEYS_ONLY", "NEW_IMAGE", "NEW_AND_OLD_IMAGES"),
        settings: settings(names, billing),
      }),
    }),
  )
  .map(({ names, options }) => {
    const definition = {
      name: "Anything",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      indexes: {
        ...Object.fromEntries(names.map((name) => [name, pool[name]])),
        local: { type: "local", sortKey: { l: "N" }, projection: "ALL" },
      },
      ...options,
    };
    try {
      // What goes together is for defineTable to say: the rest is left out.
      return defineTable(definition as never) as AnyTable;
    } catch (error) {
      if (!ModelError.isInstance(error)) throw error;
      return undefined;
    }
  })
  .filter((table) => table !== undefined);
