import { TableError } from "../../error/table-error.ts";
import type { WorkbenchModel } from "./model.ts";

/**
 * Checks that JSON is a data model of NoSQL Workbench, as far as it is read here.
 *
 * @throws TableError `workbench-unreadable` naming every place that is not as it should be.
 */
export function readWorkbench(json: unknown): WorkbenchModel {
  const problems: string[] = [];
  const wrong = (path: string, what: string): void => void problems.push(`${path} is ${what}`);
  const record = (path: string, value: unknown): Unread => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Unread;
    wrong(path, "no object");
    return {};
  };
  const list = (path: string, value: unknown, read: (path: string, value: unknown) => void): void => {
    if (value === undefined) return;
    if (!Array.isArray(value)) wrong(path, "no list");
    else for (const [i, one] of value.entries()) read(`${path}[${i}]`, one);
  };
  const text = (path: string, value: unknown): void => {
    if (typeof value !== "string" || value === "") wrong(path, "no text");
  };
  const oneOf = (path: string, value: unknown, values: readonly string[]): void => {
    if (!values.includes(value as string)) wrong(path, `none of ${values.join(", ")}`);
  };
  const number = (path: string, value: unknown): void => {
    if (!Number.isSafeInteger(value) || (value as number) < 1) wrong(path, "no whole number from 1");
  };
  const keyAttribute = (path: string, value: unknown): void => {
    const key = record(path, value);
    text(`${path}.AttributeName`, key.AttributeName);
    oneOf(`${path}.AttributeType`, key.AttributeType, ["S", "N", "B"]);
  };
  const keys = (path: string, value: unknown): void => {
    const key = record(path, value);
    keyAttribute(`${path}.PartitionKey`, key.PartitionKey);
    if (key.SortKey !== undefined) keyAttribute(`${path}.SortKey`, key.SortKey);
  };
  const index = (path: string, value: unknown): void => {
    const one = record(path, value);
    text(`${path}.IndexName`, one.IndexName);
    keys(`${path}.KeyAttributes`, one.KeyAttributes);
    const projection = record(`${path}.Projection`, one.Projection);
    oneOf(`${path}.Projection.ProjectionType`, projection.ProjectionType, ["ALL", "KEYS_ONLY", "INCLUDE"]);
    list(`${path}.Projection.NonKeyAttributes`, projection.NonKeyAttributes, text);
  };
  const scaling = (path: string, value: unknown): void => {
    if (value === undefined) return;
    const one = record(path, value);
    const target = record(`${path}.ScalableTargetRequest`, one.ScalableTargetRequest);
    number(`${path}.ScalableTargetRequest.MinCapacity`, target.MinCapacity);
    number(`${path}.ScalableTargetRequest.MaxCapacity`, target.MaxCapacity);
    const policy = record(`${path}.ScalingPolicyConfiguration`, one.ScalingPolicyConfiguration);
    number(`${path}.ScalingPolicyConfiguration.TargetValue`, policy.TargetValue);
  };
  const capacity = (path: string, value: unknown): void => {
    const one = record(path, value);
    const units = record(`${path}.ProvisionedThroughput`, one.ProvisionedThroughput);
    number(`${path}.ProvisionedThroughput.ReadCapacityUnits`, units.ReadCapacityUnits);
    number(`${path}.ProvisionedThroughput.WriteCapacityUnits`, units.WriteCapacityUnits);
    scaling(`${path}.AutoScalingRead`, one.AutoScalingRead);
    scaling(`${path}.AutoScalingWrite`, one.AutoScalingWrite);
  };
  const facet = (path: string, value: unknown): void => {
    const one = record(path, value);
    text(`${path}.FacetName`, one.FacetName);
    if (one.KeyAttributeAlias !== undefined) record(`${path}.KeyAttributeAlias`, one.KeyAttributeAlias);
    list(`${path}.NonKeyAttributes`, one.NonKeyAttributes, text);
    list(`${path}.TableData`, one.TableData, (at, item) => void record(at, item));
  };

  const model = record("the document", json);
  text("ModelName", model.ModelName);
  if (model.DataModel === undefined) wrong("DataModel", "missing");
  list("DataModel", model.DataModel, (path, value) => {
    const table = record(path, value);
    text(`${path}.TableName`, table.TableName);
    keys(`${path}.KeyAttributes`, table.KeyAttributes);
    list(`${path}.NonKeyAttributes`, table.NonKeyAttributes, (at, attribute) => {
      const one = record(at, attribute);
      text(`${at}.AttributeName`, one.AttributeName);
      text(`${at}.AttributeType`, one.AttributeType);
    });
    list(`${path}.TableFacets`, table.TableFacets, facet);
    list(`${path}.GlobalSecondaryIndexes`, table.GlobalSecondaryIndexes, index);
    list(`${path}.LocalSecondaryIndexes`, table.LocalSecondaryIndexes, index);
    if (table.BillingMode === "PROVISIONED" && table.ProvisionedCapacitySettings !== undefined) {
      capacity(`${path}.ProvisionedCapacitySettings`, table.ProvisionedCapacitySettings);
    }
  });
  if (problems.length > 0) {
    const name = typeof model.ModelName === "string" ? model.ModelName : "unnamed";
    throw new TableError({
      code: "workbench-unreadable",
      table: name,
      message: `The data model '${name}' is not as NoSQL Workbench writes it: ${problems.join("; ")}. Export it from NoSQL Workbench again, in version 3.0.`,
    });
  }
  return json as WorkbenchModel;
}

type Unread = Readonly<Record<string, unknown>>;
