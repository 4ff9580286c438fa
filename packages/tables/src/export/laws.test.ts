import { execFileSync } from "node:child_process";
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import type { AnyTable } from "keywright";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { anyTable } from "../apply/testing/any-table.ts";
import { createTableInput } from "../model/create-table-input.ts";
import { awsCliText } from "./aws-cli/script.ts";
import { toAwsCli } from "./aws-cli/to-aws-cli.ts";
import { cloudFormationText, toCloudFormation } from "./cloudformation/to-cloudformation.ts";
import { toAck } from "./kubernetes/ack.ts";
import { toInfraOperator } from "./kubernetes/infra-operator.ts";
import { kubernetesText } from "./kubernetes/resource.ts";
import { terraformText, toTerraform } from "./terraform/to-terraform.ts";
import { all, anyKeys } from "./test-support.ts";
import { fromNoSqlWorkbench } from "./workbench/from-workbench.ts";
import { toNoSqlWorkbench } from "./workbench/to-workbench.ts";

type Any = Readonly<Record<string, unknown>>;
const tables = fc.oneof(anyTable, anyKeys, fc.constantFrom(...all));

/** What all targets have to say alike: keys, indexes, projections, capacity, and what CreateTable takes of settings. */
interface Essence {
  readonly keys: unknown;
  readonly attributes: unknown;
  readonly global: unknown;
  readonly local: unknown;
  readonly stream: unknown;
  readonly capacity: unknown;
}

function ofIndexes(indexes: readonly Any[] | undefined): unknown {
  return (indexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
}

function ofInput(input: CreateTableCommandInput): Essence {
  return {
    keys: input.KeySchema,
    attributes: input.AttributeDefinitions,
    global: ofIndexes(input.GlobalSecondaryIndexes as readonly Any[] | undefined),
    local: ofIndexes(input.LocalSecondaryIndexes as readonly Any[] | undefined),
    stream: input.StreamSpecification?.StreamViewType,
    capacity: [input.BillingMode, input.ProvisionedThroughput],
  };
}

function ofCloudFormation(properties: Any): Essence {
  return {
    keys: properties.KeySchema,
    attributes: properties.AttributeDefinitions,
    global: ofIndexes(properties.GlobalSecondaryIndexes as readonly Any[] | undefined),
    local: ofIndexes(properties.LocalSecondaryIndexes as readonly Any[] | undefined),
    stream: (properties.StreamSpecification as Any | undefined)?.StreamViewType,
    capacity: [properties.BillingMode, properties.ProvisionedThroughput],
  };
}

/** The table of a `.tf.json`, read back as the provider reads it. */
function ofTerraform(json: string): Essence {
  const [block] = Object.values(
    (JSON.parse(json) as { readonly resource: { readonly aws_dynamodb_table: { readonly [id: string]: Any } } })
      .resource.aws_dynamodb_table,
  );
  const table = unescaped(block) as Any;
  const list = (name: string, of: Any = table): readonly Any[] => (of[name] as readonly Any[] | undefined) ?? [];
  const schema = (partition: unknown, sort: unknown) => [
    { AttributeName: partition, KeyType: "HASH" },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: "RANGE" }]),
  ];
  const projection = (index: Any) => ({
    ProjectionType: index.projection_type,
    ...(index.non_key_attributes !== undefined && { NonKeyAttributes: index.non_key_attributes }),
  });
  return {
    keys: schema(table.hash_key, table.range_key),
    attributes: list("attribute").map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    global: list("global_secondary_index").map((index) => ({
      IndexName: index.name,
      KeySchema:
        index.hash_key === undefined
          ? list("key_schema", index).map((one) => ({ AttributeName: one.attribute_name, KeyType: one.key_type }))
          : schema(index.hash_key, index.range_key),
      Projection: projection(index),
    })),
    local: list("local_secondary_index").map((index) => ({
      IndexName: index.name,
      KeySchema: schema(table.hash_key, index.range_key),
      Projection: projection(index),
    })),
    stream: table.stream_view_type,
    capacity: [
      table.billing_mode,
      table.read_capacity === undefined
        ? undefined
        : { ReadCapacityUnits: table.read_capacity, WriteCapacityUnits: table.write_capacity },
    ],
  };
}

function unescaped(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$${", () => "${").replaceAll("%%{", "%{");
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, unescaped(one)]));
}

test("CloudFormation, Terraform, the AWS CLI and ACK say of any table what createTableInput says", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const expected = ofInput(createTableInput(table));
      const [first] = Object.values(toCloudFormation([table], { form: "table" }).template.Resources);
      expect(ofCloudFormation(first?.Properties ?? {})).toEqual(expected);
      const [global] = Object.values(toCloudFormation([table], { form: "global" }).template.Resources);
      expect({ ...ofCloudFormation(global?.Properties ?? {}), capacity: undefined }).toEqual({
        ...expected,
        capacity: undefined,
      });
      expect(ofTerraform(terraformText(toTerraform([table]).blocks, "json"))).toEqual(expected);
      const [step] = toAwsCli([table]).steps;
      expect(step).toMatchObject({ kind: "call", operation: "create-table", input: createTableInput(table) });
      const [resource] = toAck([table]).resources;
      expect(ofCloudFormation(upperNames(resource?.spec) as Any)).toEqual(expected);
    }),
    { numRuns: 80 },
  );
});

function upperNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperNames);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name.charAt(0).toUpperCase() + name.slice(1), upperNames(one)]),
  );
}

test("both kinds of the infra operator hold the indexes that they can, and say which they cannot", () => {
  fc.assert(
    fc.property(tables, (table) => {
      for (const kind of ["DynamoDBTable", "DynamoDB"] as const) {
        const { resources, lost } = toInfraOperator([table], { kind, provider: "p" });
        const spec = resources[0]?.spec ?? {};
        const written = [spec.globalSecondaryIndexes, spec.localSecondaryIndexes].flatMap((indexes) =>
          ((indexes ?? []) as readonly { readonly indexName: string }[]).map(({ indexName }) => `indexes.${indexName}`),
        );
        const left = lost.map(({ path }) => path).filter((path) => path.startsWith("indexes."));
        expect([...written, ...left].sort()).toEqual(
          [...table.model.indexes.keys()].map((name) => `indexes.${name}`).sort(),
        );
      }
    }),
    { numRuns: 100 },
  );
});

test("YAML is read back as what it says, by the rules of 1.1 and of 1.2", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { template } = toCloudFormation([table]);
      const { resources } = toInfraOperator([table], { kind: "DynamoDB", provider: "p" });
      for (const version of ["1.1", "1.2"] as const) {
        expect(parse(cloudFormationText(template), { version })).toEqual(plain(template));
        const documents = parseAllDocuments(kubernetesText(resources), { version });
        expect(Array.from(documents, (document) => document.toJS())).toEqual(plain(resources));
      }
      expect(JSON.parse(cloudFormationText(template, "json"))).toEqual(plain(template));
    }),
    { numRuns: 12 },
  );
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test("the shell hands on every input as it is, whatever is in it", () => {
  const models: AnyTable[] = [...all, ...fc.sample(anyKeys, 25)];
  const { steps } = toAwsCli(models);
  // The last lines of what the program is called with: a NUL ends each word, an empty one each call.
  const aws = `aws() { if [[ $2 == describe-table ]]; then echo arn; else printf '%s\\0' "$@" ''; fi; }\nwait_for_replica() { :; }\n`;
  const [head = "", ...lines] = awsCliText(steps).split("\n\naws ");
  const script = `${head}\n${aws}\naws ${lines.join("\n\naws ")}`;
  const output = execFileSync("bash", ["-c", script], { encoding: "utf8", maxBuffer: 2 ** 24 });
  const calls = output.split("\0\0").filter((call) => call !== "");
  const inputs = calls.flatMap((call) => {
    const words = call.split("\0");
    const at = words.indexOf("--cli-input-json");
    return at < 0 ? [] : [{ operation: words[1], input: JSON.parse(words[at + 1] ?? "") as unknown }];
  });
  expect(inputs).toEqual(
    steps.flatMap((step) => (step.kind === "call" ? [{ operation: step.operation, input: plain(step.input) }] : [])),
  );
});

/** Workbench tells global from local indexes, and not which of all came first: so is the order of what they define, which says nothing. */
function inAnyOrder({ AttributeDefinitions = [], ...rest }: CreateTableCommandInput): object {
  return { ...rest, AttributeDefinitions: new Set(AttributeDefinitions) };
}

test("a table that NoSQL Workbench can hold comes back from it as it was", () => {
  fc.assert(
    fc.property(anyKeys, (table) => {
      const { model, lost } = toNoSqlWorkbench([table], [], { date: new Date(0) });
      fc.pre(lost.length === 0);
      const [again] = fromNoSqlWorkbench(plain(model)).tables;
      expect(inAnyOrder(createTableInput(again as AnyTable))).toEqual(inAnyOrder(createTableInput(table)));
      expect(toNoSqlWorkbench([again as AnyTable], [], { like: model }).model).toEqual(model);
    }),
    { numRuns: 100 },
  );
});
