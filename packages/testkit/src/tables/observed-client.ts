import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Engine } from "../engine/engine.ts";
import { createFaults, type Faults } from "../faults/faults.ts";
import { interceptingHandler } from "../network/handler.ts";
import { createRecorder, type RequestLog } from "../record/log.ts";
import { rememberLog } from "../record/source.ts";

interface ObservedClient {
  /** The client of the test. */
  readonly client: DynamoDBClient;
  /** A client without faults and records, for the kit's own requests. */
  readonly plain: DynamoDBClient;
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/**
 * Two clients of an engine that share their connections.
 *
 * @param modelName - Names of tables in the model by names in the service.
 */
export function observedClient(
  engine: Engine,
  config: DynamoDBClientConfig | undefined,
  modelName: (table: string) => string,
): ObservedClient {
  const plain = engine.client(config);
  const { faults, pass } = createFaults(engine.clientConfig.region);
  const { requests, record } = createRecorder();
  const requestHandler = interceptingHandler({
    through: plain,
    modelName,
    intercept: (exchange) => record(exchange, () => pass(exchange)),
  });
  const client = engine.client({ ...config, requestHandler });
  rememberLog(client, requests);
  return { client, plain, faults, requests };
}
