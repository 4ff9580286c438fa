import type {
  DescribeScalableTargetsCommandInput,
  DescribeScalableTargetsCommandOutput,
  DescribeScalingPoliciesCommandInput,
  DescribeScalingPoliciesCommandOutput,
} from "@aws-sdk/client-application-auto-scaling";
import type { AutoScaling, IndexSettings, SdkClient, Units } from "keywright";
import type { Run } from "../run/run.ts";
import type { Reading } from "./reading.ts";
import type { TableDescription } from "./table-description.ts";

type Kind = "Read" | "Write";

/**
 * The bounds within which Application Auto Scaling changes the capacity of a table and its indexes, in the place of the
 * figures of the moment. A bound without a policy, which nothing follows, has no `target`.
 */
export async function readAutoScaling(run: Run, client: SdkClient, found: TableDescription): Promise<Reading> {
  const { billing } = found.settings;
  if (billing?.mode !== "provisioned") return {};
  const table = `table/${run.name.replace(/^arn:.*:table\//, "")}`;
  const global = Object.entries(found.settings.indexes ?? {});
  const ids = [table, ...global.map(([index]) => `${table}/index/${index}`)];
  const bounds = await readBounds(run, client, ids);
  const units = (id: string, kind: Kind, now: Units | undefined): Units => bounds.get(`${id} ${kind}`) ?? now ?? 0;
  const indexes: Record<string, IndexSettings> = {};
  for (const [index, own] of global) {
    const id = `${table}/index/${index}`;
    indexes[index] = { read: units(id, "Read", own?.read), write: units(id, "Write", own?.write) };
  }
  return {
    settings: {
      billing: {
        mode: "provisioned",
        read: units(table, "Read", billing.read),
        write: units(table, "Write", billing.write),
      },
      ...(global.length > 0 && { indexes }),
    },
  };
}

/** Resource and kind -> bounds. */
async function readBounds(
  run: Run,
  client: SdkClient,
  resources: readonly string[],
): Promise<ReadonlyMap<string, AutoScaling>> {
  const { DescribeScalableTargetsCommand, DescribeScalingPoliciesCommand } = await import(
    "@aws-sdk/client-application-auto-scaling"
  );
  // SdkClient types `send` by no command in particular, so that clients of any version fit.
  const send = async <O>(command: object): Promise<O> =>
    (await client.send(command as never, { abortSignal: run.signal } as never)) as O;
  const bounds = new Map<string, AutoScaling>();
  let next: string | undefined;
  do {
    const input: DescribeScalableTargetsCommandInput = {
      ServiceNamespace: "dynamodb",
      ResourceIds: [...resources],
      NextToken: next,
    };
    const output = await send<DescribeScalableTargetsCommandOutput>(new DescribeScalableTargetsCommand(input));
    for (const { ResourceId, ScalableDimension, MinCapacity, MaxCapacity } of output.ScalableTargets ?? []) {
      if (MinCapacity === undefined || MaxCapacity === undefined) continue;
      bounds.set(`${ResourceId} ${kindOf(ScalableDimension)}`, { min: MinCapacity, max: MaxCapacity });
    }
    next = output.NextToken;
  } while (next !== undefined);
  for (const resource of new Set([...bounds.keys()].map((key) => key.split(" ")[0]))) {
    const input: DescribeScalingPoliciesCommandInput = { ServiceNamespace: "dynamodb", ResourceId: resource };
    const output = await send<DescribeScalingPoliciesCommandOutput>(new DescribeScalingPoliciesCommand(input));
    for (const policy of output.ScalingPolicies ?? []) {
      const key = `${policy.ResourceId} ${kindOf(policy.ScalableDimension)}`;
      const target = policy.TargetTrackingScalingPolicyConfiguration?.TargetValue;
      const bound = bounds.get(key);
      if (bound !== undefined && target !== undefined) bounds.set(key, { ...bound, target });
    }
  }
  return bounds;
}

/** `dynamodb:table:ReadCapacityUnits` -> `Read` */
function kindOf(dimension: string | undefined): Kind {
  return dimension?.endsWith(":ReadCapacityUnits") === true ? "Read" : "Write";
}
