import type { EntityModel } from "keywright";
import { TableError } from "../../error/table-error.ts";
import type { PolicyWarning } from "../document/policy.ts";
import type { Place } from "../operation/needs.ts";
import { keyPatterns, type Patterns, type TenantValue, tenantPatterns } from "./pattern.ts";

/** Which partition keys a request may name. */
export interface KeyCondition {
  /** `dynamodb:LeadingKeys`, or that of a later attribute of the partition key of a global index. */
  readonly key: string;
  readonly patterns: readonly string[];
}

type KeyTemplate = EntityModel["key"][number];

const conditionKeys = [
  "dynamodb:LeadingKeys",
  "dynamodb:SecondPartitionKeyValues",
  "dynamodb:ThirdPartitionKeyValues",
  "dynamodb:FourthPartitionKeyValues",
];

/** Characters that the value of a tag may have, besides letters and digits. */
const inTags = /[ _.:/=+\-@]/;

/**
 * The partition keys of an entity's items, or of one tenant's items.
 *
 * @throws TableError `policy-unsafe` where no condition keeps the tenant apart
 */
export function keyCondition(
  model: EntityModel,
  place: Place,
  tenant: TenantValue | undefined,
  warn: (warning: PolicyWarning) => void,
): KeyCondition {
  if (place === "claims") return ofClaims(model, tenant, warn);
  const templates = partitionOf(model, place);
  if (tenant === undefined) return ofEntity(model, templates);
  const at = templates.findIndex(({ attributes }) => attributes.includes(tenant.attribute));
  const template = templates[Math.max(at, 0)];
  const where = place === "table" ? "the table" : `the index ${place.index}`;
  const patterns = patternsOf(model, where, template, tenant, warn);
  return { key: conditionKeys[Math.max(at, 0)] ?? "", patterns };
}

/** A local index has the partition key of its table. */
function partitionOf(model: EntityModel, place: Exclude<Place, "claims">): readonly KeyTemplate[] {
  const index = place === "table" ? undefined : model.indexes.get(place.index);
  return index === undefined || index.index.type === "local" ? model.key.slice(0, 1) : index.partition;
}

function ofEntity(model: EntityModel, [template]: readonly KeyTemplate[]): KeyCondition {
  const found: Patterns = template === undefined ? { problem: "it has no key" } : keyPatterns(template);
  if ("problem" in found) throw unsafe(model, `${model.name} cannot be kept to its own keys: ${found.problem}`);
  return { key: "dynamodb:LeadingKeys", patterns: found.patterns };
}

/** Each constraint has keys of its own. */
function ofClaims(
  model: EntityModel,
  tenant: TenantValue | undefined,
  warn: (warning: PolicyWarning) => void,
): KeyCondition {
  const patterns = (model.unique?.constraints ?? []).flatMap(({ name, key }) =>
    tenant === undefined
      ? ofEntity(model, key).patterns
      : patternsOf(model, `the claims of unique.${name}`, key[0], tenant, warn),
  );
  return { key: "dynamodb:LeadingKeys", patterns };
}

function patternsOf(
  model: EntityModel,
  where: string,
  template: KeyTemplate | undefined,
  tenant: TenantValue,
  warn: (warning: PolicyWarning) => void,
): readonly string[] {
  const found: Patterns = template === undefined ? { problem: "it has no key" } : tenantPatterns(template, tenant);
  if ("problem" in found) {
    throw unsafe(model, `No condition keeps tenants of ${model.name} apart in ${where}: ${found.problem}`);
  }
  const { part } = found;
  const { stop, modifier, escapes } = part ?? {};
  if (stop !== undefined && inTags.test(stop)) {
    warn({
      code: "delimiter_in_tag",
      message: `The keys of ${model.name} in ${where} ('${template?.text}') have '${stop}' behind '${tenant.attribute}', and the value of a tag may contain it: give no principal a value with '${stop}', which would reach into another tenant's keys`,
    });
  }
  const isChanged =
    modifier !== undefined && (modifier !== "escaped" || [...(escapes ?? [])].some((c) => inTags.test(c)));
  if (isChanged) {
    warn({
      code: "printed_value",
      message: `'${tenant.attribute}' stands in the keys of ${model.name} in ${where} as ${describe(modifier)}: the value that the policy compares must be in that form`,
    });
  }
  return found.patterns;
}

function describe(modifier: string): string {
  if (modifier === "width") return "a number with leading zeros";
  return modifier === "escaped" ? "percent-encoded text" : `${modifier} case`;
}

function unsafe(model: EntityModel, message: string): TableError {
  return new TableError({ code: "policy-unsafe", table: model.table.name, message: `${message}.` });
}
