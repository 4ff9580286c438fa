import type { PolicyDocument, PolicyStatement } from "keywright";
import { TableError } from "../../error/table-error.ts";
import { documentOf, type IdentityPolicy, managedPolicyLimit, policySize } from "./policy.ts";

/**
 * Splits a policy into several that are small enough, which allow together what it allows. Statements stay whole where they can;
 * one that is too large for itself is split by its resources, then by its actions, and never by the values of its conditions. No
 * request is made.
 *
 * @param limit - The most characters of each; that of a managed policy (6,144) by default. A role takes 10 managed policies
 * unless its quota was raised.
 * @throws TableError `policy-invalid` where one action on one resource is too large
 * @example
 * for (const [i, document] of splitPolicy(policy.document).entries()) writeFileSync(`policy-${i}.json`, JSON.stringify(document));
 */
export function splitPolicy(document: PolicyDocument, limit: number = managedPolicyLimit): readonly IdentityPolicy[] {
  const documents: PolicyStatement[][] = [];
  for (const statement of list(document.Statement).flatMap((each) => small(each, limit))) {
    const open = documents.find((statements) => policySize(documentOf([...statements, statement])) <= limit);
    if (open) open.push(statement);
    else documents.push([statement]);
  }
  return documents.map(documentOf);
}

/** The same as statements each of which fits into a policy. */
function small(statement: PolicyStatement, limit: number): readonly PolicyStatement[] {
  if (policySize(documentOf([statement])) <= limit) return [statement];
  for (const part of ["Resource", "Action"] as const) {
    const values = list(statement[part] ?? []);
    if (values.length < 2) continue;
    const half = Math.ceil(values.length / 2);
    // Statements of one policy must have different names.
    const { Sid: _, ...rest } = statement;
    return [values.slice(0, half), values.slice(half)].flatMap((some) => small({ ...rest, [part]: some }, limit));
  }
  throw new TableError({
    code: "policy-invalid",
    table: list(statement.Resource ?? []).join(", "),
    message: `A statement of one action on one resource has more than ${limit} characters: its conditions have too many values.`,
  });
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
