// What is used here of aws-cdk-lib, an optional peer of 190 MB that this repository does not install. Not published: users' compilers
// read the types of the library itself.

declare module "aws-cdk-lib" {
  import type { Construct } from "constructs";

  export class App extends Construct {
    constructor();
  }
  export class Stack extends Construct {
    constructor(scope: Construct, id: string);
    static of(construct: Construct): Stack;
    readonly region: string;
  }
  export enum RemovalPolicy {
    DESTROY = "destroy",
    RETAIN = "retain",
  }
  export class CfnResource extends Construct {
    readonly ref: string;
    applyRemovalPolicy(policy: RemovalPolicy): void;
  }
}

declare module "aws-cdk-lib/aws-dynamodb" {
  import type { CfnResource } from "aws-cdk-lib";
  import type { IGrantable } from "aws-cdk-lib/aws-iam";
  import type { IKey } from "aws-cdk-lib/aws-kms";
  import type { Construct } from "constructs";

  export interface ITableV2 {
    readonly tableArn: string;
    readonly tableName: string;
    readonly tableStreamArn?: string;
    grantReadData(grantee: IGrantable): unknown;
  }
  export const TableV2: {
    fromTableAttributes(
      scope: Construct,
      id: string,
      attributes: {
        readonly tableArn?: string;
        readonly tableStreamArn?: string;
        readonly encryptionKey?: IKey;
        readonly globalIndexes?: string[];
        readonly localIndexes?: string[];
      },
    ): ITableV2;
  };
  interface CfnTableProps {
    readonly keySchema: { readonly attributeName: string; readonly keyType: string }[];
  }
  export class CfnTable extends CfnResource {
    constructor(scope: Construct, id: string, props: CfnTableProps);
    readonly attrArn: string;
    readonly attrStreamArn: string;
  }
  interface CfnGlobalTableProps {
    readonly replicas: { readonly region: string }[];
  }
  export class CfnGlobalTable extends CfnResource {
    constructor(scope: Construct, id: string, props: CfnGlobalTableProps);
    readonly attrArn: string;
    readonly attrStreamArn: string;
  }
}

declare module "aws-cdk-lib/aws-iam" {
  import type { Construct } from "constructs";

  export interface IGrantable {
    readonly grantPrincipal: unknown;
  }
  export class AccountRootPrincipal implements IGrantable {
    readonly grantPrincipal: unknown;
  }
  export class Role extends Construct implements IGrantable {
    constructor(scope: Construct, id: string, props: { readonly assumedBy: IGrantable });
    readonly grantPrincipal: unknown;
  }
}

declare module "aws-cdk-lib/aws-kms" {
  import type { Construct } from "constructs";

  export interface IKey {
    readonly keyArn: string;
  }
  export const Key: {
    fromKeyArn(scope: Construct, id: string, keyArn: string): IKey;
  };
}

declare module "aws-cdk-lib/aws-applicationautoscaling" {
  import type { CfnResource } from "aws-cdk-lib";
  import type { Construct } from "constructs";

  interface CfnScalableTargetProps {
    readonly maxCapacity: number;
    readonly minCapacity: number;
    readonly resourceId: string;
    readonly scalableDimension: string;
    readonly serviceNamespace: string;
  }
  export class CfnScalableTarget extends CfnResource {
    constructor(scope: Construct, id: string, props: CfnScalableTargetProps);
  }
  interface CfnScalingPolicyProps {
    readonly policyName: string;
    readonly policyType: string;
  }
  export class CfnScalingPolicy extends CfnResource {
    constructor(scope: Construct, id: string, props: CfnScalingPolicyProps);
  }
}
