/** Where tables are. */
export interface PolicyTarget {
  /** The number of the AWS account, of 12 digits. */
  readonly account: string;
  /** One Region, or several: those of the replicas that the principal uses. */
  readonly region: string | readonly string[];
  /** Default: that of the Region, such as `aws-cn` for those of China. */
  readonly partition?: string;
  /** Names of tables in the service, or their ARNs, by the names of the model. */
  readonly tables?: { readonly [logical: string]: string };
}

/** The ARNs of a table, one in each Region. */
export function tableArns(
  { account, region, partition, tables = {} }: PolicyTarget,
  logical: string,
): readonly string[] {
  const name = Object.hasOwn(tables, logical) ? (tables[logical] ?? logical) : logical;
  if (name.startsWith("arn:")) return [name];
  const regions = typeof region === "string" ? [region] : region;
  return regions.map((each) => `arn:${partition ?? partitionOf(each)}:dynamodb:${each}:${account}:table/${name}`);
}

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
