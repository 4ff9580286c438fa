import type { DeploymentTarget } from "@keywright/tables";
import type { Options, Values } from "../arguments/option.ts";
import { Problem } from "../world/problem.ts";

export type Target = DeploymentTarget["target"];

type ExportOption = "out" | "retain" | "form" | "format" | "namespace" | "region" | "kind" | "provider";

/** Options of the command, each of which only some targets take. */
export const exportOptions: { readonly [N in ExportOption]: Options[string] & { readonly type: "text" } } = {
  out: { type: "text", value: "<file>", help: "write it there, and not where results go" },
  retain: { type: "text", oneOf: ["yes", "no"], help: "whether tables outlive what deployed them; default: yes" },
  form: {
    type: "text",
    oneOf: ["table", "global"],
    help: "of cloudformation: the kind of resource; default: global for tables with replicas",
  },
  format: {
    type: "text",
    oneOf: ["yaml", "json", "hcl"],
    help: "of cloudformation yaml (default) or json, of terraform hcl (default) or json",
  },
  namespace: { type: "text", value: "<name>", help: "of ack and infra-operator: the namespace of the objects" },
  region: {
    type: "text",
    value: "<region>",
    help: "of ack: the Region of the tables; default: that of the controller",
  },
  kind: {
    type: "text",
    oneOf: ["DynamoDBTable", "DynamoDB"],
    help: "of infra-operator: the spelling that the cluster's operator has",
  },
  provider: { type: "text", value: "<name>", help: "of infra-operator: the AWSProvider in the cluster; needed there" },
};

type OwnValues = Values<typeof exportOptions>;
type OwnOption = Exclude<ExportOption, "out">;

/** The options that each target takes. */
const optionsOf: { readonly [T in Target]: readonly OwnOption[] } = {
  cloudformation: ["retain", "form", "format"],
  terraform: ["retain", "format"],
  "aws-cli": [],
  ack: ["retain", "namespace", "region"],
  "infra-operator": ["retain", "kind", "namespace", "provider"],
  "nosql-workbench": [],
};

export const targetNames: readonly string[] = Object.keys(optionsOf);

export function isTarget(name: string): name is Target {
  return Object.hasOwn(optionsOf, name);
}

/** @throws Problem for an option of another target */
export function checkOptions(target: Target, values: OwnValues): void {
  const taken = optionsOf[target];
  for (const name of Object.keys(exportOptions) as ExportOption[]) {
    if (name === "out" || values[name] === undefined || taken.includes(name)) continue;
    const others = Object.entries(optionsOf)
      .filter(([, options]) => options.includes(name))
      .map(([other]) => other);
    throw new Problem(`${target} takes no --${name}: it is for ${others.join(", ")}.`);
  }
}

/** @throws Problem for a value that the target does not take */
export function targetOf(
  target: Target,
  { retain, form, format, namespace, region, kind, provider }: OwnValues,
  { tables, entities }: Pick<Extract<DeploymentTarget, { readonly target: "nosql-workbench" }>, "tables" | "entities">,
): DeploymentTarget {
  const named = { ...(tables && { tables }), ...(retain !== undefined && { retain: retain === "yes" }) };
  const placed = { ...named, ...(namespace !== undefined && { namespace }) };
  switch (target) {
    case "cloudformation":
      return {
        target,
        ...named,
        ...(form !== undefined && { form: form === "global" ? "global" : "table" }),
        ...(format !== undefined && { format: oneOf("format", format, ["yaml", "json"]) }),
      };
    case "terraform":
      return { target, ...named, ...(format !== undefined && { format: oneOf("format", format, ["hcl", "json"]) }) };
    case "aws-cli":
      return { target, ...named };
    case "ack":
      return { target, ...placed, ...(region !== undefined && { region }) };
    case "infra-operator":
      if (provider === undefined) throw new Problem("infra-operator needs --provider: the AWSProvider in the cluster.");
      return {
        target,
        ...placed,
        provider,
        ...(kind !== undefined && { kind: oneOf("kind", kind, ["DynamoDBTable", "DynamoDB"]) }),
      };
    case "nosql-workbench":
      return { target, ...named, ...(entities && { entities }) };
    default:
      return target satisfies never;
  }
}

function oneOf<const T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new Problem(`--${option} is ${known.join(" or ")} here, and not ${value}.`);
}
