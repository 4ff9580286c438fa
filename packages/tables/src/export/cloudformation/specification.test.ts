import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyTable } from "../../apply/testing/any-table.ts";
import { all, anyKeys } from "../test-support.ts";
import { toCloudFormation } from "./to-cloudformation.ts";

// The specification of all resources, as AWS publishes it for its own tools.
const specification = loadAwsServiceSpecSync();

type Type = { readonly type: string };
type Typed = { readonly type: Type; readonly required?: boolean };

function problemsOf(type: Type, value: unknown, path: string): string[] {
  const wrong = (what: string): string[] => [`${path} is ${what}: ${JSON.stringify(value)}`];
  // A reference is a text that the service puts in.
  if (type.type === "string" && typeof value === "object" && value !== null) {
    return Object.keys(value).every((key) => ["Ref", "Fn::Sub"].includes(key)) ? [] : wrong("no string");
  }
  if (type.type === "string") {
    const { allowedValues } = type as { readonly allowedValues?: readonly string[] };
    if (typeof value !== "string") return wrong("no string");
    return allowedValues && !allowedValues.includes(value) ? wrong(`none of ${allowedValues.join(", ")}`) : [];
  }
  if (type.type === "boolean") return typeof value === "boolean" ? [] : wrong("no boolean");
  if (type.type === "integer") return Number.isInteger(value) ? [] : wrong("no integer");
  if (type.type === "number") return typeof value === "number" ? [] : wrong("no number");
  if (type.type === "json") return typeof value === "object" && value !== null ? [] : wrong("no object");
  if (type.type === "tag") return problemsOfTag(value) ? wrong("no tag") : [];
  if (type.type === "array") {
    const { element } = type as Type & { readonly element: Type };
    if (!Array.isArray(value)) return wrong("no list");
    return value.flatMap((one, i) => problemsOf(element, one, `${path}[${i}]`));
  }
  if (type.type === "union") {
    // "or any JSON" stands where older specifications said nothing.
    const types = (type as Type & { readonly types: readonly Type[] }).types.filter((one) => one.type !== "json");
    const found = types.map((one) => problemsOf(one, value, path));
    return found.some((one) => one.length === 0) ? [] : (found[0] ?? []);
  }
  if (type.type === "ref") {
    const { reference } = type as Type & { readonly reference: { readonly $ref: string } };
    const definition = specification.get("typeDefinition", reference.$ref);
    return problemsOfObject(definition.properties, value, path);
  }
  return wrong(`of a type that the test does not know, ${type.type}`);
}

function problemsOfTag(value: unknown): boolean {
  const { Key, Value } = value as { readonly Key?: unknown; readonly Value?: unknown };
  return typeof Key !== "string" || typeof Value !== "string";
}

function problemsOfObject(properties: { readonly [name: string]: Typed }, value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no object`];
  const unknown = Object.keys(value).filter((name) => !(name in properties));
  return [
    ...unknown.map((name) => `${path} has no ${name}`),
    ...Object.entries(properties).flatMap(([name, { type, required }]) => {
      const one = (value as Readonly<Record<string, unknown>>)[name];
      if (one === undefined) return required ? [`${path}.${name} is missing`] : [];
      return problemsOf(type, one, `${path}.${name}`);
    }),
  ];
}

function problemsIn(template: ReturnType<typeof toCloudFormation>["template"]): string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) => {
    const type = specification.lookup("resource", "cloudFormationType", "equals", Type).only();
    return problemsOfObject(type.properties, Properties, id);
  });
}

test("the check finds what is wrong", () => {
  const Properties = {
    TableName: 5,
    KeySchema: [{ AttributeName: "id" }],
    GlobalSecondaryIndexes: [{ IndexName: "a", Projection: {}, KeySchema: [], Nope: 1 }],
    ContributorInsightsSpecification: { Enabled: true, Mode: "ALL" },
  };
  const template = {
    AWSTemplateFormatVersion: "2010-09-09" as const,
    Resources: { T: { Type: "AWS::DynamoDB::Table", Properties } },
  };
  expect(problemsIn(template)).toEqual([
    'T.ContributorInsightsSpecification.Mode is none of ACCESSED_AND_THROTTLED_KEYS, THROTTLED_KEYS: "ALL"',
    "T.TableName is no string: 5",
    "T.GlobalSecondaryIndexes[0] has no Nope",
    "T.KeySchema[0].KeyType is missing",
  ]);
});

test.each(["table", "global"] as const)("every template is of the published specification, form %s", (form) => {
  expect(problemsIn(toCloudFormation(all, { form }).template)).toEqual([]);
  fc.assert(
    fc.property(fc.oneof(anyTable, anyKeys), (table) => {
      expect(problemsIn(toCloudFormation([table], { form }).template)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
