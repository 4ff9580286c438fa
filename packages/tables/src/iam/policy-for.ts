import type { AnyEntity, EntityModel } from "keywright";
import { TableError } from "../error/table-error.ts";
import type { PolicyTarget } from "./arn.ts";
import { type Policy, type PolicyWarning, policyOf } from "./document/policy.ts";
import { claimNames, mentionedNames } from "./grant/attributes.ts";
import { combine } from "./grant/combine.ts";
import { type Grant, grantOf } from "./grant/grant.ts";
import { statementsOf } from "./grant/statements.ts";
import { keyCondition } from "./keys/key-condition.ts";
import { type Need, needsOf } from "./operation/needs.ts";
import { type OperationsByEntity, type PolicyOperation, readOperation } from "./operation/operation.ts";
import { keyStatements } from "./role/customer-key.ts";
import { verifyStatements } from "./role/verify.ts";

/** What a policy is made from. */
export interface PolicyOptions<E extends readonly AnyEntity[]> extends PolicyTarget {
  readonly entities: E;
  /** What the program does: with each of the entities the same, or by their names. */
  readonly operations: readonly PolicyOperation[] | OperationsByEntity<E>;
  /**
   * Keeps each tenant to partitions of its own: those whose key has, in the place of this attribute, the value that the principal
   * brings, by default of its tag `tenant`.
   */
  readonly tenant?: {
    readonly attribute: string;
    /** A policy variable such as `${aws:PrincipalTag/tenant}` (the default), or the value itself. */
    readonly value?: string;
  };
  /** Keeps each entity to its own partition keys, where one table has several: the literals of its key template. */
  readonly ownKeys?: boolean;
  /** The attributes that the program may read and change, by the names of entities: reads must `select` among them. */
  readonly attributes?: { readonly [M in E[number] as M["name"]]?: readonly string[] };
  /** Adds what `verifyTable` reads: descriptions alone. */
  readonly verify?: boolean;
}

/**
 * The least policy for what a program does with its entities: the actions of its operations, on the tables and indexes that they
 * use; `Scan` only where one is named; claims of unique attributes with the writes that keep them; transactions as such, where a
 * write is named in transactions alone. No request is made.
 *
 * @throws TableError `policy-invalid` for names that are unknown; `policy-unsafe` where an operation cannot be kept to one tenant
 * @example
 * const { document, warnings } = policyFor({
 *   entities: [Task, User],
 *   operations: { Task: ["get", "create", "update", "query", "query:byStatus"], User: ["get"] },
 *   account: "123456789012",
 *   region: "eu-west-1",
 *   tables: { TaskApp: "prod-TaskApp" },
 * });
 */
export function policyFor<const E extends readonly AnyEntity[]>(options: PolicyOptions<E>): Policy {
  const { entities, verify = false } = options;
  const models = entities.map(({ model }) => model);
  const warnings: PolicyWarning[] = [];
  const warn = (warning: PolicyWarning): void => {
    warnings.push(warning);
  };
  const operations = operationsOf(models, options.operations);
  const grants = operations.flatMap(({ model, needs }) => needs.map((need) => limited(model, need, options, warn)));
  warnOfAttributes(grants, warn);
  const counts = operations.some(({ counted }) => counted);
  const tables = [...new Set(models.flatMap(({ table, unique }) => [table, ...(unique ? [unique.table] : [])]))];
  const statements = [
    ...statementsOf(combine(grants, warn), options, { counts }),
    ...keyStatements(tables, options, warn),
    ...(verify ? verifyStatements(tables, options) : []),
  ];
  return policyOf(statements, warnings);
}

interface Declared {
  readonly model: EntityModel;
  readonly needs: readonly Need[];
  readonly counted: boolean;
}

type ByName = { readonly [entity: string]: readonly string[] | undefined };

function operationsOf(models: readonly EntityModel[], operations: readonly string[] | ByName): readonly Declared[] {
  if (!isList(operations)) {
    const unknown = Object.keys(operations).find((name) => !models.some((model) => model.name === name));
    if (unknown !== undefined) {
      throw new TableError({
        code: "policy-invalid",
        table: models[0]?.table.name ?? "",
        message: `'operations' names '${unknown}', which is none of the entities: ${models.map(({ name }) => name).join(", ")}.`,
      });
    }
  }
  return models.map((model) => {
    const names = isList(operations) ? operations : (operations[model.name] ?? []);
    const read = [...new Set(names)].map((name) => readOperation(model, name));
    return {
      model,
      needs: read.flatMap((operation) => needsOf(model, operation)),
      counted: read.some(({ verb }) => verb === "count"),
    };
  });
}

function isList(operations: readonly string[] | ByName): operations is readonly string[] {
  return Array.isArray(operations);
}

const defaultTenant = `\${aws:PrincipalTag/tenant}`;

/** A grant, kept to the keys and attributes that the options say. */
function limited<E extends readonly AnyEntity[]>(
  model: EntityModel,
  need: Need,
  { tenant, ownKeys = false, attributes }: PolicyOptions<E>,
  warn: (warning: PolicyWarning) => void,
): Grant {
  const grant = grantOf(model, need);
  const allowed = (attributes as ByName | undefined)?.[model.name];
  if (tenant !== undefined && need.whole) {
    throw new TableError({
      code: "policy-unsafe",
      table: grant.table.name,
      message: `${model.name} reads all of '${grant.table.name}' (${need.action}), and no condition keeps that to one tenant: leave the operation out, or give it to another principal.`,
    });
  }
  const value = tenant && { attribute: tenant.attribute, value: tenant.value ?? defaultTenant };
  const keyed = (tenant !== undefined || ownKeys) && !need.whole;
  const names = need.place === "claims" ? claimNames(model) : mentionedNames(model, allowed ?? []);
  return {
    ...grant,
    ...(keyed && { keys: keyCondition(model, need.place, value, warn) }),
    ...(allowed !== undefined && { attributes: names }),
  };
}

const replacing = new Set(["PutItem", "DeleteItem", "BatchWriteItem"]);

function warnOfAttributes(grants: readonly Grant[], warn: (warning: PolicyWarning) => void): void {
  const limited = grants.filter(({ attributes, model, table }) => attributes !== undefined && table === model.table);
  for (const { action, model } of limited) {
    if (replacing.has(action)) {
      warn({
        code: "attributes_replaced",
        message: `${action} replaces or deletes whole items of ${model.name}, also what the policy hides of them: give the principal updates alone`,
      });
    }
    if (action === "UpdateItem" || action === "ConditionCheckItem" || action === "PutItem" || action === "DeleteItem") {
      warn({
        code: "attributes_on_failure",
        message: `A write of ${model.name} whose condition is false may ask for the stored item (ReturnValuesOnConditionCheckFailure), and no documented condition key refuses that: do not rely on 'attributes' to hide what is secret from a principal that writes`,
      });
    }
  }
}
