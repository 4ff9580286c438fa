import { type AnyTable, defineTable } from "keywright";
import { expect, test } from "vitest";
import { toCloudFormation } from "./cloudformation/to-cloudformation.ts";
import { deploymentFile } from "./deployment-file.ts";
import { toAck } from "./kubernetes/ack.ts";
import { terraformText, toTerraform } from "./terraform/to-terraform.ts";

const named = (name: string): AnyTable => defineTable({ name, partitionKey: { id: "S" } });

test("tables whose names differ in what a target cannot write get names of their own", () => {
  const tables = ["a-b", "A.B", "a_b", "2024", "---", `${"x".repeat(62)}-y`, `${"x".repeat(62)}-z`].map(named);
  expect(Object.keys(toCloudFormation(tables).template.Resources).map((id) => id.slice(0, 8))).toEqual([
    "ABTable",
    "ABTable2",
    "ABTable3",
    "2024Tabl",
    "Table",
    `X${"x".repeat(7)}`,
    `X${"x".repeat(7)}`,
  ]);
  expect(toTerraform(tables).blocks.map(({ labels }) => labels[1]?.slice(0, 6))).toEqual([
    "a_b",
    "a_b2",
    "a_b3",
    "t_2024",
    "t_",
    "xxxxxx",
    "xxxxxx",
  ]);
  expect(toAck(tables).resources.map(({ metadata }) => metadata.name)).toEqual([
    "a-b",
    "a-b2",
    "a-b3",
    "2024",
    "table",
    "x".repeat(62),
    `${"x".repeat(62)}2`,
  ]);
});

test("tables are let go where the caller says so, and kept where not", () => {
  const table = named("Kept");
  expect(terraformText(toTerraform([table]).blocks)).toContain("prevent_destroy = true");
  expect(terraformText(toTerraform([table], { retain: false }).blocks)).not.toContain("lifecycle");
  const annotation = (retain?: boolean): unknown =>
    toAck([table], retain === undefined ? {} : { retain }).resources[0]?.metadata.annotations;
  expect(annotation()).toEqual({ "services.k8s.aws/deletion-policy": "retain" });
  expect(annotation(false)).toEqual({ "services.k8s.aws/deletion-policy": "delete" });
});

test("each target has a file", () => {
  const targets = [
    { target: "cloudformation" },
    { target: "cloudformation", format: "json" },
    { target: "terraform" },
    { target: "terraform", format: "json" },
    { target: "aws-cli" },
    { target: "ack" },
    { target: "infra-operator", provider: "aws" },
    { target: "nosql-workbench" },
  ] as const;
  expect(targets.map((target) => deploymentFile([named("One")], target).name)).toEqual([
    "tables.template.yaml",
    "tables.template.json",
    "tables.tf",
    "tables.tf.json",
    "create-tables.sh",
    "tables.yaml",
    "tables.yaml",
    "nosql-workbench.json",
  ]);
  expect(() => deploymentFile([], { target: "pulumi" } as never)).toThrow("no such target");
});
