import type { AnyTable } from "keywright";
import { type ExportOptions, type Lost, lossesOf } from "../options.ts";
import { serviceTable } from "../table/service-table.ts";
import { dynamoDBSpec, dynamoDBTableSpec } from "./infra-operator-spec.ts";
import { type KubernetesResource, objectNames } from "./resource.ts";

export interface InfraOperatorOptions extends ExportOptions {
  /** The spelling that the cluster's operator has. Default: `DynamoDBTable`. */
  readonly kind?: "DynamoDBTable" | "DynamoDB";
  /** Name of the `AWSProvider` in the cluster: account, Region, credentials. */
  readonly provider: string;
  /** Namespace of the objects. Default: none, which is that of `kubectl`. */
  readonly namespace?: string;
}

/**
 * Objects of kind `DynamoDBTable` or `DynamoDB` of `aws-infra-operator.runner.codes/v1alpha1`. Deleting an object leaves its table,
 * unless `retain` is false. Makes no request.
 *
 * @example
 * const { resources, lost } = toInfraOperator([taskTable], { kind: "DynamoDBTable", provider: "aws-production" });
 * writeFileSync("tables.yaml", kubernetesText(resources));
 */
export function toInfraOperator(
  tables: readonly AnyTable[],
  options: InfraOperatorOptions,
): { readonly resources: readonly KubernetesResource[]; readonly lost: readonly Lost[] } {
  const { kind = "DynamoDBTable", namespace, provider, retain = true } = options;
  const name = objectNames();
  const lost: Lost[] = [];
  const resources = tables.map((model): KubernetesResource => {
    const table = serviceTable(model, options);
    const losses = lossesOf(table.model);
    const spec = (kind === "DynamoDBTable" ? dynamoDBTableSpec : dynamoDBSpec)(table, losses);
    lost.push(...losses.found);
    return {
      apiVersion: "aws-infra-operator.runner.codes/v1alpha1",
      kind,
      metadata: { name: name(table.name), ...(namespace !== undefined && { namespace }) },
      spec: { providerRef: { name: provider }, ...spec, deletionPolicy: retain ? "Retain" : "Delete" },
    };
  });
  return { resources, lost };
}
