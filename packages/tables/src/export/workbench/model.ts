/** A data model of NoSQL Workbench, version 3.0, as its JSON is. What this type does not name is kept as it stands. */
export interface WorkbenchModel {
  readonly ModelName: string;
  readonly ModelMetadata?: WorkbenchMetadata;
  readonly DataModel: readonly WorkbenchTable[];
}

export interface WorkbenchMetadata {
  readonly Author?: string;
  /** Such as `Mar 03, 2022, 11:29 PM`. */
  readonly DateCreated?: string;
  readonly DateLastModified?: string;
  readonly Description?: string;
  readonly AWSService?: string;
  readonly Version?: string;
}

export interface WorkbenchTable {
  readonly TableName: string;
  readonly KeyAttributes: WorkbenchKey;
  readonly NonKeyAttributes?: readonly WorkbenchAttribute[];
  readonly TableFacets?: readonly WorkbenchFacet[];
  readonly GlobalSecondaryIndexes?: readonly WorkbenchIndex[];
  readonly LocalSecondaryIndexes?: readonly WorkbenchIndex[];
  readonly DataAccess?: unknown;
  readonly BillingMode?: "PROVISIONED" | "PAY_PER_REQUEST";
  readonly ProvisionedCapacitySettings?: WorkbenchCapacity;
}

export interface WorkbenchKey {
  readonly PartitionKey: WorkbenchKeyAttribute;
  readonly SortKey?: WorkbenchKeyAttribute;
}

export interface WorkbenchKeyAttribute {
  readonly AttributeName: string;
  readonly AttributeType: "S" | "N" | "B";
}

export interface WorkbenchAttribute {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

/** A kind of items of a table: what an entity is here. */
export interface WorkbenchFacet {
  readonly FacetName: string;
  readonly KeyAttributeAlias?: { readonly PartitionKeyAlias?: string; readonly SortKeyAlias?: string };
  readonly NonKeyAttributes?: readonly string[];
  readonly TableData?: readonly unknown[];
  readonly DataAccess?: unknown;
}

export interface WorkbenchIndex {
  readonly IndexName: string;
  readonly KeyAttributes: WorkbenchKey;
  readonly Projection: {
    readonly ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
    readonly NonKeyAttributes?: readonly string[];
  };
}

export interface WorkbenchCapacity {
  readonly ProvisionedThroughput: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
  readonly AutoScalingRead?: WorkbenchScaling;
  readonly AutoScalingWrite?: WorkbenchScaling;
}

export interface WorkbenchScaling {
  readonly ScalableTargetRequest: {
    readonly MinCapacity: number;
    readonly MaxCapacity: number;
    readonly ServiceRole?: string;
  };
  readonly ScalingPolicyConfiguration: { readonly TargetValue: number };
}
