import { expect } from "vitest";
import { type RequestMatchers, toCostAtMost, toHaveBoundedQueries, toHaveScanned, toHaveSent } from "./matchers.ts";
import { requestSerializer } from "./snapshots.ts";

export { type DynamoDBTestOptions, dynamodbTest } from "./dynamodb-test.ts";
export type { DynamoDBFixtures } from "./fixtures.ts";
export type { RequestMatchers } from "./matchers.ts";
export type { TestSeed } from "./seed.ts";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: an interface can only be added to with the parameters that vitest gave it
  interface Matchers<T = any> extends RequestMatchers<T> {}
}

expect.extend({ toHaveSent, toHaveScanned, toHaveBoundedQueries, toCostAtMost });
expect.addSnapshotSerializer(requestSerializer);
