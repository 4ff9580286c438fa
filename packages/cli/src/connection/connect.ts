import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { type AnyTable, connect, type Database } from "keywright";
import type { Context } from "../context/context.ts";
import type { Model } from "../model/model.ts";
import { Problem } from "../world/problem.ts";
import { readTableNames } from "./table-names.ts";

/** What a command line says of the connection. */
export interface ConnectionValues {
  readonly "table-name"?: readonly string[];
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
}

export interface Connection {
  readonly client: DynamoDBClient;
  /** What the client was made from. */
  readonly settings: DynamoDBClientConfig;
  readonly db: Database;
  /** Names of tables in the service, by their names in the model. */
  readonly tableNames: { readonly [model: string]: string };
  /** Whether requests go to an engine on this machine. */
  readonly local: boolean;
  /** Where requests go, for people. */
  readonly where: string;
  nameOf(table: AnyTable): string;
}

/** A connection as the command line and the configuration say. The client has to be destroyed. */
export async function connection(values: ConnectionValues, model: Model, { io, config }: Context): Promise<Connection> {
  const endpoint = values.endpoint ?? config.endpoint ?? io.env.AWS_ENDPOINT_URL_DYNAMODB ?? io.env.AWS_ENDPOINT_URL;
  const profile = values.profile ?? config.profile;
  const local = endpoint !== undefined && isLocal(endpoint);
  const region = values.region ?? config.region;
  const settings: DynamoDBClientConfig = {
    ...(endpoint !== undefined && { endpoint }),
    ...(profile !== undefined && { profile }),
    ...(region !== undefined ? { region } : local && !hasRegion(io.env) ? { region: "us-east-1" } : {}),
    // Engines want credentials and look at none of them.
    ...(local && profile === undefined && !io.env.AWS_ACCESS_KEY_ID && { credentials: localCredentials }),
  };
  const tableNames = { ...config.tables, ...readTableNames(values["table-name"] ?? [], model) };
  const client = new DynamoDBClient(settings);
  const place = await client.config.region().catch((cause: unknown) => {
    client.destroy();
    throw new Problem("The Region is not known.", { cause, hint: "Give --region eu-central-1, or set AWS_REGION." });
  });
  return {
    client,
    settings,
    db: connect(client, { tables: tableNames }),
    tableNames,
    local,
    where: local ? endpoint : place,
    nameOf: ({ model: { name } }) => (Object.hasOwn(tableNames, name) ? tableNames[name] : undefined) ?? name,
  };
}

const localCredentials = { accessKeyId: "local", secretAccessKey: "local" };

function isLocal(endpoint: string): boolean {
  if (!URL.canParse(endpoint))
    throw new Problem(`The endpoint '${endpoint}' is no URL, such as http://127.0.0.1:8000.`);
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(endpoint).hostname);
}

function hasRegion(env: Context["io"]["env"]): boolean {
  return Boolean(env.AWS_REGION || env.AWS_DEFAULT_REGION);
}
