import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type CreateTableCommandOutput,
  DeleteTableCommand,
  type DeleteTableCommandInput,
  type DeleteTableCommandOutput,
  DescribeTableCommand,
  type DescribeTableCommandInput,
  type DescribeTableCommandOutput,
  DescribeTimeToLiveCommand,
  type DescribeTimeToLiveCommandInput,
  type DescribeTimeToLiveCommandOutput,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  type UpdateTableCommandOutput,
  UpdateTimeToLiveCommand,
  type UpdateTimeToLiveCommandInput,
  type UpdateTimeToLiveCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";

/** The requests that this package makes, by DynamoDB's names. */
export interface Requests {
  readonly CreateTable: { readonly input: CreateTableCommandInput; readonly output: CreateTableCommandOutput };
  readonly DeleteTable: { readonly input: DeleteTableCommandInput; readonly output: DeleteTableCommandOutput };
  readonly DescribeTable: { readonly input: DescribeTableCommandInput; readonly output: DescribeTableCommandOutput };
  readonly UpdateTable: { readonly input: UpdateTableCommandInput; readonly output: UpdateTableCommandOutput };
  readonly DescribeTimeToLive: {
    readonly input: DescribeTimeToLiveCommandInput;
    readonly output: DescribeTimeToLiveCommandOutput;
  };
  readonly UpdateTimeToLive: {
    readonly input: UpdateTimeToLiveCommandInput;
    readonly output: UpdateTimeToLiveCommandOutput;
  };
}

export type RequestName = keyof Requests;

const commands: { readonly [N in RequestName]: new (input: Requests[N]["input"]) => object } = {
  CreateTable: CreateTableCommand,
  DeleteTable: DeleteTableCommand,
  DescribeTable: DescribeTableCommand,
  UpdateTable: UpdateTableCommand,
  DescribeTimeToLive: DescribeTimeToLiveCommand,
  UpdateTimeToLive: UpdateTimeToLiveCommand,
};

/** Sends one request through the SDK: its retries, signing and errors. */
export async function sendCommand<N extends RequestName>(
  client: SdkClient,
  name: N,
  input: Requests[N]["input"],
  abortSignal: AbortSignal,
): Promise<Requests[N]["output"]> {
  // The SDK types `send` by its own command classes, one overload each; the table above is what ties names to commands.
  const command = new commands[name](input) as never;
  return (await client.send(command, { abortSignal } as never)) as Requests[N]["output"];
}

/** Whether this is an error of the service, or of the SDK, with one of these names. */
export function isNamed(error: unknown, ...names: readonly string[]): error is { readonly name: string } {
  return (
    typeof error === "object" &&
    error !== null &&
    "name" in error &&
    typeof error.name === "string" &&
    names.includes(error.name)
  );
}
