import { randomBytes } from "node:crypto";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Engine } from "@keywright/testkit";
import type { Behaviour, Behaviours } from "./behaviour.ts";
import { activeTable, benchFor, deleteTable, type Place } from "./bench.ts";
import { Differs, isAnswer } from "./differs.ts";
import { SHARED_TABLES, type SharedTable } from "./tables.ts";

/** What engines did: "yes", or "no: " and what it did instead. */
export type Answers = Readonly<Record<string, string>>;

const AT_ONCE = 16;

/**
 * Tries every behaviour on an engine, many at a time.
 *
 * @throws Whatever went wrong besides an answer of the engine: a lost connection, or a mistake in a probe.
 */
export async function tryAll(engine: Engine, behaviours: Behaviours): Promise<Answers> {
  const prefix = `Conformance-${process.pid}-${randomBytes(3).toString("hex")}`;
  // With the SDK's own retries: DynamoDB Local has an InternalFailure now and then.
  const client = engine.client();
  const names = Object.keys(SHARED_TABLES) as SharedTable[];
  const streams = new DynamoDBStreamsClient(engine.clientConfig);
  const place: Place = {
    client,
    streams,
    // The credentials of the service's own account are not ours to make up.
    otherClient: engine.client(
      engine.clientConfig.credentials !== undefined && engine.product !== "aws"
        ? { credentials: { accessKeyId: "other", secretAccessKey: "other" } }
        : {},
    ),
    tables: Object.fromEntries(names.map((name) => [name, `${prefix}-${name}`])) as Place["tables"],
    prefix,
  };
  try {
    for (const name of names) {
      const TableName = place.tables[name];
      await client.send(new CreateTableCommand({ ...SHARED_TABLES[name], TableName, BillingMode: "PAY_PER_REQUEST" }));
      await activeTable(client, TableName);
    }
    // What an engine does not declare is not waited for long.
    const patience = ({ needs, proves }: Behaviour): number => {
      const capability = needs ?? proves;
      return capability === undefined || engine.supports(capability) ? 30_000 : 3_000;
    };
    return await tryBehaviours(place, behaviours, patience);
  } finally {
    await Promise.all(Object.values(place.tables).map((TableName) => deleteTable(client, TableName)));
    streams.destroy();
    client.destroy();
    place.otherClient.destroy();
  }
}

/**
 * Tries behaviours where the tables are.
 *
 * @param patience - How long a probe waits for what may never happen, in milliseconds.
 */
export async function tryBehaviours(
  place: Place,
  behaviours: Behaviours,
  patience: (behaviour: Behaviour) => number,
): Promise<Answers> {
  // From the last on: those that take longest stand there.
  const waiting = Object.entries(behaviours).reverse();
  const answers = new Map<string, string>();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [id, behaviour] = next;
        answers.set(id, await answerOf(place, id, behaviour, patience(behaviour)));
      }
    }),
  );
  return Object.fromEntries(Object.keys(behaviours).map((id) => [id, answers.get(id) as string]));
}

async function answerOf(place: Place, id: string, behaviour: Behaviour, patienceMs: number): Promise<string> {
  const bench = benchFor(place, id, patienceMs);
  try {
    await behaviour.probe(bench);
    return "yes";
  } catch (error) {
    if (error instanceof Differs) return `no: ${error.message}`;
    if (isAnswer(error)) return `no: ${error.name}: ${error.message.replaceAll(place.prefix, "")}`;
    throw new Error(`The probe of ${id} failed`, { cause: error });
  } finally {
    await bench.clean();
  }
}
