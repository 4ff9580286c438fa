export { createTestClock, type Duration, type TestClock } from "./clock/test-clock.ts";
export { availableEngines, type EngineAvailability } from "./engine/available.ts";
export type { Capability } from "./engine/capability.ts";
export type { Engine, EngineClientConfig, EngineCredentials } from "./engine/engine.ts";
export type { EngineName, EngineProduct } from "./engine/names.ts";
export { type StartEngineOptions, startEngine } from "./engine/start.ts";
export { TestkitError, type TestkitErrorCode } from "./error/testkit-error.ts";
export { type StartDynamoDBOptions, startDynamoDB, type TestDynamoDB } from "./tables/start-dynamodb.ts";
