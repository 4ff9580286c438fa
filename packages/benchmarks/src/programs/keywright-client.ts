import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { connect } from "keywright";
import { on } from "./keywright.ts";
import type { Program } from "./program.ts";

export const program: Program = (config) => on(connect(new DynamoDBClient(config)));
