export { type DynamoDBTestOptions, dynamodbTest } from "./dynamodb-test.ts";
export type { DynamoDBFixtures } from "./fixtures.ts";
export type { Seed } from "./seed.ts";
