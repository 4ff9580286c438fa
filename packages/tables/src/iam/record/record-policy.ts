import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Policy } from "../document/policy.ts";
import { permissionsOf } from "./permissions.ts";
import { policyOfRecorded, type Recorded, type RecordedPolicyOptions } from "./policy-of-requests.ts";

/** What the requests of a client needed. Their values are not kept. */
export interface PolicyRecording {
  /** The policy for what was sent so far. */
  policy(options: RecordedPolicyOptions): Policy;
  /** Takes the recording out of the client. */
  stop(): void;
}

const name = "keywrightPolicyRecording";
let recordings = 0;

/**
 * Records what the requests of a client need, for as long as a test suite runs: what comes through the client itself, also from
 * other libraries. With a connection that has clients of its own (`connect({ ... })`, `transport: "direct"`) use the requests
 * that the test kit records: see `policyOfRequests`. Makes no request, and changes none.
 *
 * @example
 * const recording = recordPolicy(client);
 * await runTests(connect(client));
 * console.log(JSON.stringify(recording.policy({ account: "123456789012", region: "eu-west-1" }).document, null, 2));
 */
export function recordPolicy(client: Pick<DynamoDBClient, "middlewareStack">): PolicyRecording {
  const kinds = new Map<string, Recorded>();
  const own = `${name}${++recordings}`;
  client.middlewareStack.add(
    (next, context) => (args) => {
      const operation = String(context.commandName ?? "").replace(/Command$/, "");
      const recorded: Recorded = { operation, permissions: permissionsOf({ operation, input: args.input }) };
      kinds.set(JSON.stringify(recorded), recorded);
      return next(args);
    },
    { step: "initialize", name: own },
  );
  return {
    policy: (options) => policyOfRecorded([...kinds.values()], options),
    stop: () => {
      client.middlewareStack.remove(own);
    },
  };
}
