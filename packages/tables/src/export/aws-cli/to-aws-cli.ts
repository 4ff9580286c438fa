import type { AnyTable } from "keywright";
import { createTableInput } from "../../model/create-table-input.ts";
import type { ExportOptions, Lost } from "../options.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import { serviceTable } from "../table/service-table.ts";
import { replicaSteps } from "./replicas.ts";
import { scalingCalls, settingCalls } from "./settings.ts";
import type { AwsCliStep } from "./step.ts";

/**
 * The requests that make tables, in their order, for the AWS CLI: `create-table`, a wait, then time to live, backups, insights,
 * Kinesis, auto scaling and replicas. They make new tables; to change one that is there use `planTable`. Makes no request.
 *
 * @example
 * writeFileSync("create-tables.sh", awsCliText(toAwsCli([taskTable]).steps));
 */
export function toAwsCli(
  tables: readonly AnyTable[],
  options: Pick<ExportOptions, "tables"> = {},
): { readonly steps: readonly AwsCliStep[]; readonly lost: readonly Lost[] } {
  return { steps: tables.flatMap((table) => stepsOf(table, serviceTable(table, options))), lost: [] };
}

function stepsOf(model: AnyTable, table: ExportedTable): AwsCliStep[] {
  return [
    {
      kind: "call",
      service: "dynamodb",
      operation: "create-table",
      input: createTableInput(model, { name: table.name }),
    },
    { kind: "wait", table: table.name },
    ...settingCalls(table),
    // A provisioned table needs the auto scaling of its writes before it gets replicas.
    ...scalingCalls(table, "own"),
    ...replicaSteps(table),
    ...scalingCalls(table, "replicas"),
  ];
}
