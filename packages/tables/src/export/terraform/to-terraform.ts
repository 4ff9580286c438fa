import type { AnyTable } from "keywright";
import { type ExportOptions, type Lost, lossesOf } from "../options.ts";
import { serviceTable } from "../table/service-table.ts";
import { type Namer, snakeCase, uniqueNames } from "../text/names.ts";
import { blocksBeside } from "./beside.ts";
import { argument, type Expression, nested, type TerraformBlock } from "./block.ts";
import { hclText } from "./print-hcl.ts";
import { terraformJsonText } from "./print-json.ts";
import { tableBlock, tableLosses } from "./table.ts";

/**
 * Resources of Terraform's AWS provider: `aws_dynamodb_table`, and beside it the auto scaling, Kinesis destination, contributor
 * insights and policy that the model has. `prevent_destroy` stands in the tables unless `retain` is false. What belongs to a
 * replica names its Region in `region`, which the provider takes from version 6. Makes no request.
 *
 * @example
 * const { blocks, lost } = toTerraform([taskTable]);
 * writeFileSync("tables.tf", terraformText(blocks));
 */
export function toTerraform(
  tables: readonly AnyTable[],
  options: ExportOptions = {},
): { readonly blocks: readonly TerraformBlock[]; readonly lost: readonly Lost[] } {
  const { retain = true } = options;
  const tableId = uniqueNames();
  const besideId = uniqueNames();
  const keyId = uniqueNames();
  const lost: Lost[] = [];
  const blocks = tables.flatMap((model) => {
    const table = serviceTable(model, options);
    const id = tableId(snakeCase(table.model));
    const losses = lossesOf(table.model);
    tableLosses(table, losses);
    lost.push(...losses.found);
    const keys: TerraformBlock[] = [];
    const main = tableBlock(table, id, { retain, keyOf: keyArn(keys, keyId, id) });
    return [...keys, main, ...blocksBeside(table, id, besideId)];
  });
  return { blocks, lost };
}

/** The provider wants the ARN of a key: of an id or an alias it is looked up. */
function keyArn(blocks: TerraformBlock[], name: Namer, table: string): (key: string, region?: string) => Expression {
  return (key, region) => {
    if (key.startsWith("arn:")) return key;
    const id = name(region === undefined ? table : `${table}_${snakeCase(region)}`);
    blocks.push({
      ...nested("data", argument("region", region), argument("key_id", key)),
      labels: ["aws_kms_key", id],
    });
    return { reference: `data.aws_kms_key.${id}.arn` };
  };
}

/** Blocks as text, in Terraform's own language (for `tables.tf`) or in JSON (for `tables.tf.json`). */
export function terraformText(blocks: readonly TerraformBlock[], format: "hcl" | "json" = "hcl"): string {
  return format === "hcl" ? hclText(blocks) : terraformJsonText(blocks);
}
