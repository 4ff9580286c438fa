/** A value of Terraform's language. */
export type Expression =
  | string
  | number
  | boolean
  | readonly Expression[]
  /** Another thing's attribute: `aws_dynamodb_table.task_app.arn`. */
  | { readonly reference: string }
  /** Names without quotes, as `ignore_changes` takes them. */
  | { readonly names: readonly string[] }
  /** Texts and references, one after the other. */
  | { readonly join: readonly (string | { readonly reference: string })[] }
  /** Texts by key. */
  | { readonly map: { readonly [key: string]: string } }
  /** Plain data that is written as JSON. */
  | { readonly json: unknown };

/** A block: `resource "aws_dynamodb_table" "task_app" { ... }`. Plain data. */
export interface TerraformBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: readonly (TerraformArgument | TerraformBlock)[];
}

export interface TerraformArgument {
  readonly name: string;
  readonly value: Expression;
}

export function isBlock(part: TerraformArgument | TerraformBlock): part is TerraformBlock {
  return "body" in part;
}

type Part = TerraformArgument | TerraformBlock;

/** A block inside of another. Parts that are `undefined` are left out. */
export function nested(type: string, ...body: readonly (Part | undefined | readonly Part[])[]): TerraformBlock {
  return { type, labels: [], body: body.flat().filter((part) => part !== undefined) };
}

export function resource(
  type: string,
  name: string,
  ...body: readonly (Part | undefined | readonly Part[])[]
): TerraformBlock {
  return { ...nested("resource", ...body), labels: [type, name] };
}

export function argument(name: string, value: Expression): TerraformArgument;
export function argument(name: string, value: Expression | undefined): TerraformArgument | undefined;
export function argument(name: string, value: Expression | undefined): TerraformArgument | undefined {
  return value === undefined ? undefined : { name, value };
}
