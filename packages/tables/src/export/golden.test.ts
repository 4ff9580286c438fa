import { expect, test } from "vitest";
import { awsCliText } from "./aws-cli/script.ts";
import { toAwsCli } from "./aws-cli/to-aws-cli.ts";
import { cloudFormationText, toCloudFormation } from "./cloudformation/to-cloudformation.ts";
import { toAck } from "./kubernetes/ack.ts";
import { toInfraOperator } from "./kubernetes/infra-operator.ts";
import { kubernetesText } from "./kubernetes/resource.ts";
import type { Lost } from "./options.ts";
import { terraformText, toTerraform } from "./terraform/to-terraform.ts";
import { all, names, Task } from "./test-support.ts";
import { noSqlWorkbenchText, toNoSqlWorkbench } from "./workbench/to-workbench.ts";

const options = { tables: names };
const operator = { ...options, provider: "aws-production", namespace: "tasks" };
const table = toCloudFormation(all, { ...options, form: "table" });
const global = toCloudFormation(all, { ...options, form: "global", retain: false });
const terraform = toTerraform(all, options);
const ack = toAck(all, { ...options, namespace: "tasks", region: "eu-west-1" });
const first = toInfraOperator(all, { ...operator, kind: "DynamoDBTable" });
const second = toInfraOperator(all, { ...operator, kind: "DynamoDB", retain: false });
const workbench = toNoSqlWorkbench(all, [Task], {
  ...options,
  name: "Example",
  author: "Ada",
  date: new Date("2026-05-01T15:04:05Z"),
});

test.each<[string, string]>([
  ["cloudformation-table.yaml", cloudFormationText(table.template)],
  ["cloudformation-global.yaml", cloudFormationText(global.template)],
  ["tables.tf", terraformText(terraform.blocks)],
  ["tables.tf.json", terraformText(terraform.blocks, "json")],
  ["create-tables.sh", awsCliText(toAwsCli(all, options).steps)],
  ["ack.yaml", kubernetesText(ack.resources)],
  ["infra-operator-dynamodbtable.yaml", kubernetesText(first.resources)],
  ["infra-operator-dynamodb.yaml", kubernetesText(second.resources)],
  ["nosql-workbench.json", noSqlWorkbenchText(workbench.model)],
])("%s", (name, text) => expect(text).toMatchFileSnapshot(`golden/${name}`));

test("lost.txt", () => {
  const targets: readonly (readonly [string, readonly Lost[]])[] = [
    ["CloudFormation, form table", table.lost],
    ["CloudFormation, form global", global.lost],
    ["Terraform", terraform.lost],
    ["ACK", ack.lost],
    ["infra-operator, DynamoDBTable", first.lost],
    ["infra-operator, DynamoDB", second.lost],
    ["NoSQL Workbench", workbench.lost],
  ];
  const text = targets.map(
    ([target, lost]) => `${target}\n${lost.map((one) => `  ${one.table} ${one.path}: ${one.message}\n`).join("")}`,
  );
  return expect(text.join("\n")).toMatchFileSnapshot("golden/lost.txt");
});
