import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Contender } from "../contenders/workload.ts";

/** A small program: an entity, and three things done with it. */
export type Program = (config: DynamoDBClientConfig & object) => Pick<Contender, "get" | "put" | "query">;
