import type { SdkClient } from "keywright";
import { TableError } from "../error/table-error.ts";
import type { PlanRequest } from "../plan/table-plan.ts";
import { type Requests, sendCommand } from "../run/send.ts";

/** Where the requests of a plan go. */
export interface PlanClients {
  readonly client: SdkClient;
  readonly autoScaling: SdkClient | undefined;
  readonly clientIn: ((region: string) => SdkClient) | undefined;
}

/** @throws {TableError} `client-missing`, before anything is sent. */
export function assertClients(table: string, requests: readonly PlanRequest[], clients: PlanClients): void {
  const missing = requests.find((request) =>
    request.service === "dynamodb"
      ? request.region !== undefined && clients.clientIn === undefined
      : clients.autoScaling === undefined,
  );
  if (missing === undefined) return;
  throw new TableError({
    code: "client-missing",
    table,
    message:
      missing.service === "dynamodb"
        ? `The plan for the table '${table}' has requests for the Region ${missing.region}. Give clients for other Regions by the option clientIn.`
        : `The plan for the table '${table}' has requests for Application Auto Scaling (${missing.name}). Install @aws-sdk/client-application-auto-scaling, and give an ApplicationAutoScalingClient as the option autoScaling.`,
  });
}

export async function sendStep(
  clients: PlanClients,
  request: PlanRequest,
  /** Of the table. */
  arn: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (request.service === "dynamodb") {
    const { name, region } = request;
    const client = region === undefined ? clients.client : (clients.clientIn?.(region) ?? fail());
    const byArn = name === "TagResource" || name === "PutResourcePolicy";
    const input = byArn ? { ...request.input, ResourceArn: arnIn(arn, region) } : request.input;
    // A plan is data: its inputs were made for the requests that they are named after.
    await sendCommand(client, name, input as Requests[typeof name]["input"], signal);
    return;
  }
  const command = await scalingCommand(request);
  await (clients.autoScaling ?? fail()).send(command as never, { abortSignal: signal } as never);
}

/** The ARN of the table in another Region. */
function arnIn(arn: string | undefined, region: string | undefined): string | undefined {
  return region === undefined ? arn : arn?.replace(/^(arn:[^:]*:dynamodb:)[^:]*/, `$1${region}`);
}

async function scalingCommand(
  request: Extract<PlanRequest, { readonly service: "application-auto-scaling" }>,
): Promise<object> {
  // Loaded where it is needed only: the package is an optional peer.
  const { DeregisterScalableTargetCommand, PutScalingPolicyCommand, RegisterScalableTargetCommand } = await import(
    "@aws-sdk/client-application-auto-scaling"
  );
  const input = request.input as never;
  switch (request.name) {
    case "RegisterScalableTarget":
      return new RegisterScalableTargetCommand(input);
    case "PutScalingPolicy":
      return new PutScalingPolicyCommand(input);
    case "DeregisterScalableTarget":
      return new DeregisterScalableTargetCommand(input);
  }
}

function fail(): never {
  throw new Error("the clients of a plan are looked for before it is applied");
}
