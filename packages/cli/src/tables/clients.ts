import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";

/** Clients beside the one of the table's Region. */
export interface OtherClients {
  /** What functions of tables take. */
  readonly options: {
    /** Absent on engines of this machine, which have one Region. */
    readonly clientIn?: (region: string) => SdkClient;
    /** Absent where its package is not installed. */
    readonly autoScaling?: SdkClient;
  };
  destroy(): void;
}

/** Clients for replicas and for auto scaling, made when they are asked for. */
export async function otherClients(settings: DynamoDBClientConfig, local: boolean): Promise<OtherClients> {
  const regions = new Map<string, DynamoDBClient>();
  const autoScaling = local ? undefined : await autoScalingClient(settings);
  const clientIn = (region: string): SdkClient => {
    const client = regions.get(region) ?? new DynamoDBClient({ ...settings, region });
    regions.set(region, client);
    return client;
  };
  return {
    options: { ...(!local && { clientIn }), ...(autoScaling && { autoScaling }) },
    destroy() {
      for (const client of [...regions.values(), ...(autoScaling ? [autoScaling] : [])]) client.destroy();
    },
  };
}

/** Its package is an optional peer: tables without auto scaling do without it. */
async function autoScalingClient({ region, profile }: DynamoDBClientConfig) {
  const load = () => import("@aws-sdk/client-application-auto-scaling");
  const module = await load().catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  });
  const client = module?.ApplicationAutoScalingClient;
  return client && new client({ ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) });
}
