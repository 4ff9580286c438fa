import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Database } from "keywright";
import type { TestClock } from "../clock/test-clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { Faults } from "../faults/faults.ts";
import type { RequestLog } from "../record/log.ts";
import type { TestDynamoDB } from "../tables/start-dynamodb.ts";

/** What a test of `dynamodbTest` can ask for, by name. What no test asks for is not started. */
export interface DynamoDBFixtures {
  /** The engine of the worker. Also in `test.beforeAll`. */
  readonly engine: Engine;
  /** Tables of this test alone, of the model, with the seed in them; deleted when it ends, however it ends. */
  readonly dynamodb: TestDynamoDB;
  /** `dynamodb.db`: a connection to the tables of this test. */
  readonly db: Database;
  /** `dynamodb.client`: a client of the AWS SDK. Table names in the service are `dynamodb.tableNames`. */
  readonly client: DynamoDBClient;
  /** `dynamodb.faults`: what goes wrong in this test. One that has not happened when the test passes fails it. */
  readonly faults: Faults;
  /** `dynamodb.requests`: what this test has sent; the seed is not among it. */
  readonly requests: RequestLog;
  /** `dynamodb.clock`: the time as `db` sees it. */
  readonly clock: TestClock;
}
