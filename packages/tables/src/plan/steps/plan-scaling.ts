import type { ProvisionedBilling } from "keywright";
import { type Planning, without } from "../planning.ts";
import type { ScalingState, ScalingTarget } from "../state.ts";
import type { PlanRequest } from "../table-plan.ts";
import { indexCapacity, scalingState, tableCapacity } from "./capacity.ts";

/** What the model says of each kind of units: how they scale, or that they do not. */
function* wantedScaling(
  p: Planning,
): Generator<[ScalingTarget, (ScalingState & { readonly target: number }) | undefined]> {
  const { billing } = p.settings;
  if (billing === undefined) return;
  const scaling = (units: ProvisionedBilling["read"] | undefined): ReturnType<typeof scalingState> | undefined =>
    typeof units === "object" ? scalingState(units) : undefined;
  const table = tableCapacity(p);
  yield ["table/read", scaling(table.read)];
  yield ["table/write", scaling(table.write)];
  for (const name of globalIndexes(p)) {
    const index = indexCapacity(p, name);
    yield [`index/${name}/read`, scaling(index.read)];
    yield [`index/${name}/write`, scaling(index.write)];
  }
}

/** The indexes of the model; of those that are there and may stay only where the table goes on-demand, by which all scaling ends. */
function globalIndexes(p: Planning): readonly string[] {
  const model = [...p.model.indexes.values()].filter(({ type }) => type === "global").map(({ name }) => name);
  if (p.settings.billing?.mode !== "on-demand") return model;
  return [...new Set([...model, ...Object.keys(p.now.indexes)])];
}

/** Units that scale are the service's to change. */
export function ignoreScaledUnits(p: Planning): void {
  for (const [target, wanted] of wantedScaling(p)) {
    if (wanted === undefined) continue;
    const [kind, ...rest] = target.split("/");
    p.ignore(kind === "table" ? `capacity/${rest[0]}` : `indexes/${rest[0]}/capacity/${rest[1]}`);
  }
}

/** Before the units are set, and before the table goes on-demand. */
export function planScalingEnd(p: Planning): void {
  if (!isReadable(p)) return;
  for (const [target, wanted] of wantedScaling(p)) {
    if (wanted !== undefined || p.now.scaling[target] === undefined) continue;
    p.move({
      sign: "-",
      what: `Stop auto scaling of the ${unitsOf(target)}.`,
      why: `the ${unitsOf(target)} scale, and do not in the model`,
      request: scalingRequest(p, "DeregisterScalableTarget", target, {}),
      waits: "the target is no longer registered",
      ...(p.settings.billing?.mode === "provisioned" && {
        danger: { kind: "stop-auto-scaling", why: "the units stay as they are when the use grows" } as const,
      }),
      after: { ...p.now, scaling: without(p.now.scaling, target) },
    });
  }
}

/** After the units of everything are there. */
export function planScaling(p: Planning): void {
  if (p.now.billing !== "provisioned") return;
  const wishes = [...wantedScaling(p)];
  if (!isReadable(p)) {
    if (wishes.some(([, wanted]) => wanted !== undefined)) {
      p.isUnknown(
        "auto scaling: give an ApplicationAutoScalingClient of @aws-sdk/client-application-auto-scaling as the option autoScaling",
      );
    }
    return;
  }
  for (const [target, wanted] of wishes) {
    if (
      wanted === undefined ||
      (p.now.indexes[target.split("/")[1] ?? ""] === undefined && target.startsWith("index/"))
    )
      continue;
    planTarget(p, target, wanted);
  }
}

function planTarget(p: Planning, target: ScalingTarget, wanted: Required<ScalingState>): void {
  const { min, max } = wanted;
  const found = p.now.scaling[target];
  const units = unitsOf(target);
  if (found?.min !== min || found.max !== max) {
    p.move({
      sign: found === undefined ? "+" : "~",
      what: `Let the ${units} scale between ${min} and ${max}.`,
      why: `the ${units} ${found === undefined ? "do not scale" : `scale between ${found.min} and ${found.max}`}, and scale between ${min} and ${max} in the model`,
      request: scalingRequest(p, "RegisterScalableTarget", target, { MinCapacity: min, MaxCapacity: max }),
      waits: "the target is registered",
      ...(found !== undefined &&
        (min < found.min || max < found.max) && {
          danger: { kind: "lower-capacity", why: "requests above the new capacity are throttled" } as const,
        }),
      after: { ...p.now, scaling: { ...p.now.scaling, [target]: { ...found, min, max } } },
    });
  }
  const now = p.now.scaling[target];
  if (now === undefined || now.min !== min || now.max !== max || now.target === wanted.target) return;
  const direction = target.endsWith("/read") ? "Read" : "Write";
  p.move({
    sign: now.target === undefined ? "+" : "~",
    what: `Scale the ${units} so that ${wanted.target} % of them are used.`,
    why: `the ${units} scale ${now.target === undefined ? "by no target" : `for a use of ${now.target} %`}, and for one of ${wanted.target} % in the model`,
    request: scalingRequest(p, "PutScalingPolicy", target, {
      // The name that the console of AWS gives: a second policy for the same units would be refused.
      PolicyName: `DynamoDB${direction}CapacityUtilization:${scalingId(p.table, target).ResourceId}`.slice(0, 256),
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: wanted.target,
        PredefinedMetricSpecification: { PredefinedMetricType: `DynamoDB${direction}CapacityUtilization` },
      },
    }),
    waits: "the policy is there",
    after: { ...p.now, scaling: { ...p.now.scaling, [target]: wanted } },
  });
}

function isReadable(p: Planning): boolean {
  return p.isKnown("autoScaling");
}

function unitsOf(target: ScalingTarget): string {
  const [kind, ...rest] = target.split("/");
  return kind === "table" ? `${rest[0]} units` : `${rest[1]} units of the index '${rest[0]}'`;
}

function scalingRequest(
  p: Planning,
  name: Extract<PlanRequest, { service: "application-auto-scaling" }>["name"],
  target: ScalingTarget,
  input: object,
): PlanRequest {
  return {
    service: "application-auto-scaling",
    name,
    input: { ...scalingId(p.table, target), ...input },
  };
}

/** How Application Auto Scaling names these units. */
function scalingId(
  table: string,
  target: ScalingTarget,
): { readonly ServiceNamespace: "dynamodb"; readonly ResourceId: string; readonly ScalableDimension: string } {
  const [kind, ...rest] = target.split("/");
  const direction = target.endsWith("/read") ? "Read" : "Write";
  const resource = `table/${table.replace(/^arn:.*:table\//, "")}`;
  return {
    ServiceNamespace: "dynamodb",
    ResourceId: kind === "table" ? resource : `${resource}/index/${rest[0]}`,
    ScalableDimension: `dynamodb:${kind}:${direction}CapacityUnits`,
  };
}
