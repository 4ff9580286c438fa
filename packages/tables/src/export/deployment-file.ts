import type { AnyEntity, AnyTable } from "keywright";
import { awsCliText } from "./aws-cli/script.ts";
import { toAwsCli } from "./aws-cli/to-aws-cli.ts";
import {
  type CloudFormationOptions,
  cloudFormationText,
  toCloudFormation,
} from "./cloudformation/to-cloudformation.ts";
import { type AckOptions, toAck } from "./kubernetes/ack.ts";
import { type InfraOperatorOptions, toInfraOperator } from "./kubernetes/infra-operator.ts";
import { kubernetesText } from "./kubernetes/resource.ts";
import type { ExportOptions, Lost } from "./options.ts";
import { terraformText, toTerraform } from "./terraform/to-terraform.ts";
import { noSqlWorkbenchText, toNoSqlWorkbench, type WorkbenchOptions } from "./workbench/to-workbench.ts";

/** A way to deploy tables, with its options. */
export type DeploymentTarget =
  | ({ readonly target: "cloudformation"; readonly format?: "yaml" | "json" } & CloudFormationOptions)
  | ({ readonly target: "terraform"; readonly format?: "hcl" | "json" } & ExportOptions)
  | ({ readonly target: "aws-cli" } & Pick<ExportOptions, "tables">)
  | ({ readonly target: "ack" } & AckOptions)
  | ({ readonly target: "infra-operator" } & InfraOperatorOptions)
  | ({ readonly target: "nosql-workbench"; readonly entities?: readonly AnyEntity[] } & WorkbenchOptions);

/** A file that deploys tables. */
export interface DeploymentFile {
  /** What such a file is called. */
  readonly name: string;
  readonly text: string;
  readonly lost: readonly Lost[];
}

/**
 * Writes tables for one way to deploy them, as the file that its tool takes. Makes no request.
 *
 * @example
 * const { name, text, lost } = deploymentFile([taskTable], { target: "terraform" });
 * writeFileSync(name, text); // tables.tf
 */
export function deploymentFile(tables: readonly AnyTable[], target: DeploymentTarget): DeploymentFile {
  switch (target.target) {
    case "cloudformation": {
      const { format = "yaml" } = target;
      const { template, lost } = toCloudFormation(tables, target);
      return { name: `tables.template.${format}`, text: cloudFormationText(template, format), lost };
    }
    case "terraform": {
      const { format = "hcl" } = target;
      const { blocks, lost } = toTerraform(tables, target);
      return { name: format === "hcl" ? "tables.tf" : "tables.tf.json", text: terraformText(blocks, format), lost };
    }
    case "aws-cli": {
      const { steps, lost } = toAwsCli(tables, target);
      return { name: "create-tables.sh", text: awsCliText(steps), lost };
    }
    case "ack": {
      const { resources, lost } = toAck(tables, target);
      return { name: "tables.yaml", text: kubernetesText(resources), lost };
    }
    case "infra-operator": {
      const { resources, lost } = toInfraOperator(tables, target);
      return { name: "tables.yaml", text: kubernetesText(resources), lost };
    }
    case "nosql-workbench": {
      const { model, lost } = toNoSqlWorkbench(tables, target.entities, target);
      return { name: "nosql-workbench.json", text: noSqlWorkbenchText(model), lost };
    }
    default:
      target satisfies never;
      throw new TypeError("there is no such target of a deployment");
  }
}
