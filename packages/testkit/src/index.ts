export { createTestClock, type Duration, type TestClock } from "./clock/test-clock.ts";
export { type DumpOptions, dumpTable, type RestoreOptions, restoreTable } from "./data/dump-table.ts";
export { type EventuallyOptions, eventually } from "./data/eventually.ts";
export { type ExpireOptions, type ExpiryTarget, expireNow } from "./data/expire-now.ts";
export type { ExpiryRecord } from "./data/expiry-record.ts";
export { factory } from "./data/factory/factory.ts";
export type { Random } from "./data/factory/random.ts";
export type {
  Creatable,
  EdgeCase,
  Factory,
  FactoryOptions,
  Generators,
  InputOf,
  Overrides,
} from "./data/factory/types.ts";
export { loadSeed, type SeedTarget } from "./data/seed/load-seed.ts";
export { type Seed, seedFromExport, seedFromJson, seedOf } from "./data/seed/seed.ts";
export type { ItemSource } from "./data/stored/read-items.ts";
export type { DataOptions, DataProgress, Store } from "./data/stored/store.ts";
export { availableEngines, type EngineAvailability } from "./engine/available.ts";
export { type Capability, DECLARED as DECLARED_CAPABILITIES } from "./engine/capability.ts";
export type { Engine, EngineClientConfig, EngineCredentials } from "./engine/engine.ts";
export type { EngineName, EngineProduct } from "./engine/names.ts";
export { type StartEngineOptions, startEngine } from "./engine/start.ts";
export { TestkitError, type TestkitErrorCode } from "./error/testkit-error.ts";
export type {
  ConflictOptions,
  Fault,
  FaultKind,
  LatencyOptions,
  LoseResponseOptions,
  RefuseOptions,
  ServerErrorOptions,
  Step,
  ThrottleOptions,
  ThrottlingError,
  ThrottlingReason,
  ThrottlingReasonCode,
  TimeoutOptions,
  UnprocessedOptions,
} from "./faults/fault.ts";
export type { FaultHandle, Faults } from "./faults/faults.ts";
export type { InjectedFault } from "./faults/inject.ts";
export type { PendingFault, ScriptSelection } from "./faults/rule.ts";
export type { FaultSelection } from "./faults/selection.ts";
export type { Attempt, JsonObject, JsonValue } from "./network/attempt.ts";
export type { DataOperation, DynamoDBOperation, Verb } from "./network/operation.ts";
export { unobserved } from "./network/unobserved.ts";
export type { Capacity } from "./record/capacity.ts";
export { expectBoundedQueries } from "./record/expect-bounded.ts";
export { type CapacityBudget, expectCapacity } from "./record/expect-capacity.ts";
export { type ExpectedRequests, expectNoScan, expectRequests } from "./record/expect-requests.ts";
export type { RecordedRequest, RequestLog } from "./record/log.ts";
export { requestSnapshot } from "./record/snapshot.ts";
export type { RequestSource } from "./record/source.ts";
export { type StartDynamoDBOptions, startDynamoDB, type TestDynamoDB } from "./tables/start-dynamodb.ts";
