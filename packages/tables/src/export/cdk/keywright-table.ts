import { type CfnResource, RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnScalableTarget, CfnScalingPolicy } from "aws-cdk-lib/aws-applicationautoscaling";
import { CfnGlobalTable, CfnTable, type ITableV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { AnyTable } from "keywright";
import type { CloudFormationResource } from "../cloudformation/template.ts";
import { cloudFormationResources } from "../cloudformation/to-cloudformation.ts";
import type { Lost } from "../options.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import { serviceTable } from "../table/service-table.ts";
import { uniqueNames } from "../text/names.ts";
import { cdkProperties, type Resolve } from "./properties.ts";

export interface KeywrightTableProps {
  /** A table of the model, from `defineTable`. */
  readonly table: AnyTable;
  /** The name in the service. Default: the model's. */
  readonly tableName?: string;
  /** `AWS::DynamoDB::Table` or `AWS::DynamoDB::GlobalTable`. Default: the latter for tables with replicas. One cannot become the other in place. */
  readonly form?: "table" | "global";
  /** Whether the table outlives its stack. Default: true. */
  readonly retain?: boolean;
}

/**
 * A table of the model in a stack of AWS CDK, with its indexes, settings and auto scaling: the same resources that
 * `toCloudFormation` writes.
 *
 * @example
 * const tasks = new KeywrightTable(this, "Tasks", { table: taskTable, tableName: "prod-TaskApp" });
 * tasks.table.grantReadWriteData(handler);
 */
// A class, as whatever stands in a stack of CDK is one.
export class KeywrightTable extends Construct {
  /** The table as CDK's own constructs know it: grants, metrics, streams. */
  readonly table: ITableV2;
  /** The resource of the template, for what is not in the model. */
  readonly resource: CfnTable | CfnGlobalTable;
  readonly tableName: string;
  readonly tableArn: string;
  /** Undefined where the model has no stream. */
  readonly tableStreamArn: string | undefined;
  /** What CloudFormation cannot express of the model. */
  readonly lost: readonly Lost[];

  constructor(scope: Construct, id: string, props: KeywrightTableProps) {
    super(scope, id);
    const { table: model, tableName, form, retain = true } = props;
    const table = serviceTable(model, tableName === undefined ? {} : { tables: { [model.model.name]: tableName } });
    const { resources, lost } = cloudFormationResources(table, uniqueNames(), { retain, ...(form && { form }) });
    const made = new Map<string, CfnResource>();
    const resolve = resolver(this, made);
    const [main, ...others] = resources;
    if (main === undefined) throw new Error(`no resource was made of the table '${table.model}'`);
    this.resource = makeTable(this, main.resource, resolve);
    this.resource.applyRemovalPolicy(retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    made.set(main.id, this.resource);
    for (const { id: name, resource } of others) made.set(name, makeScaling(this, name, resource, resolve));
    this.tableName = this.resource.ref;
    this.tableArn = this.resource.attrArn;
    this.tableStreamArn = table.stream === undefined ? undefined : this.resource.attrStreamArn;
    this.lost = lost;
    this.table = importTable(this, table);
  }
}

function makeTable(
  scope: Construct,
  { Type, Properties }: CloudFormationResource,
  resolve: Resolve,
): CfnTable | CfnGlobalTable {
  const properties = cdkProperties(Properties, resolve);
  // The properties are those of the resource by construction; CDK checks them again when it makes the template.
  return Type === "AWS::DynamoDB::Table"
    ? new CfnTable(scope, "Resource", properties as never)
    : new CfnGlobalTable(scope, "Resource", properties as never);
}

function makeScaling(
  scope: Construct,
  id: string,
  { Type, Properties }: CloudFormationResource,
  resolve: Resolve,
): CfnResource {
  const properties = cdkProperties(Properties, resolve) as never;
  return Type === "AWS::ApplicationAutoScaling::ScalableTarget"
    ? new CfnScalableTarget(scope, id, properties)
    : new CfnScalingPolicy(scope, id, properties);
}

function resolver(scope: Construct, made: ReadonlyMap<string, CfnResource>): Resolve {
  const nameOf = (id: string): string => {
    const resource = made.get(id);
    if (resource === undefined) throw new Error(`the template speaks of '${id}', which is not made yet`);
    return resource.ref;
  };
  return (reference) => {
    if ("Fn::Sub" in reference) return reference["Fn::Sub"].replace(/\$\{(\w+)\}/g, (_all, id: string) => nameOf(id));
    return reference.Ref === "AWS::Region" ? Stack.of(scope).region : nameOf(reference.Ref);
  };
}

function importTable(
  made: KeywrightTable,
  { encryption, globalIndexes, localIndexes, stream }: ExportedTable,
): ITableV2 {
  const key = typeof encryption === "object" && encryption.key.startsWith("arn:") ? encryption.key : undefined;
  return TableV2.fromTableAttributes(made, "Table", {
    tableArn: made.resource.attrArn,
    ...(stream !== undefined && { tableStreamArn: made.resource.attrStreamArn }),
    ...(key !== undefined && { encryptionKey: Key.fromKeyArn(made, "Key", key) }),
    ...(globalIndexes.length > 0 && { globalIndexes: globalIndexes.map(({ name }) => name) }),
    ...(localIndexes.length > 0 && { localIndexes: localIndexes.map(({ name }) => name) }),
  });
}
