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

export async function sendStep(clients: PlanClients, request: PlanRequest, signal: AbortSignal): Promise<void> {
  if (request.service === "dynamodb") {
    const client = request.region === undefined ? clients.client : (clients.clientIn?.(request.region) ?? fail());
    // A plan is data: what it has been made from the service's own types, and its name is one of theirs.
    await sendCommand(client, request.name, request.input as Requests[typeof request.name]["input"], signal);
    return;
  }
  const command = await scalingCommand(request);
  await (clients.autoScaling ?? fail()).send(command as never, { abortSignal: signal } as never);
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
