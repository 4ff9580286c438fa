import type { AnyTable } from "keywright";
import { type ExportOptions, type Lost, lossesOf } from "../options.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import { serviceTable } from "../table/service-table.ts";
import { jsonText } from "../text/json.ts";
import { type Namer, pascalCase, uniqueNames } from "../text/names.ts";
import { yamlText } from "../text/yaml.ts";
import { globalTableLosses, globalTableResources } from "./global-table.ts";
import { tableResources } from "./table.ts";
import type { CloudFormationResource, CloudFormationTemplate, NamedResource } from "./template.ts";

export interface CloudFormationOptions extends ExportOptions {
  /**
   * `table`: `AWS::DynamoDB::Table`, in one Region. `global`: `AWS::DynamoDB::GlobalTable`, which may have replicas, and whose auto
   * scaling is part of it. Default: `global` for tables with replicas, `table` for others. One cannot become the other in
   * place: decide once.
   */
  readonly form?: "table" | "global";
}

/**
 * A CloudFormation template of tables, with the auto scaling of their capacity. Tables are retained when their stack is deleted
 * or they are taken out of it (`DeletionPolicy` and `UpdateReplacePolicy`), unless `retain` is false. Makes no request.
 *
 * @example
 * const { template, lost } = toCloudFormation([taskTable], { tables: { TaskApp: "prod-TaskApp" } });
 * writeFileSync("tables.yaml", cloudFormationText(template));
 */
export function toCloudFormation(
  tables: readonly AnyTable[],
  options: CloudFormationOptions = {},
): { readonly template: CloudFormationTemplate; readonly lost: readonly Lost[] } {
  const name = uniqueNames();
  const Resources: Record<string, CloudFormationResource> = {};
  const lost: Lost[] = [];
  for (const table of tables) {
    const made = cloudFormationResources(serviceTable(table, options), name, options);
    for (const { id, resource } of made.resources) Resources[id] = resource;
    lost.push(...made.lost);
  }
  return { template: { AWSTemplateFormatVersion: "2010-09-09", Resources }, lost };
}

/** The resources of one table; the table itself is the first. */
export function cloudFormationResources(
  table: ExportedTable,
  name: Namer,
  { form, retain = true }: Pick<CloudFormationOptions, "form" | "retain">,
): { readonly resources: readonly NamedResource[]; readonly lost: readonly Lost[] } {
  const losses = lossesOf(table.model);
  const id = name(`${pascalCase(table.model)}Table`);
  const policy = retain ? "Retain" : "Delete";
  if ((form ?? (table.replicas.length > 0 ? "global" : "table")) === "table") {
    return { resources: tableResources(table, id, { retain: policy, losses, name }), lost: losses.found };
  }
  globalTableLosses(table, losses);
  return { resources: globalTableResources(table, id, policy), lost: losses.found };
}

/** A template as text: YAML, which the service takes like JSON. */
export function cloudFormationText(template: CloudFormationTemplate, format: "yaml" | "json" = "yaml"): string {
  return format === "yaml" ? yamlText(template) : jsonText(template);
}
