import type { PolicyStatement } from "keywright";
import { type PolicyTarget, tableArns } from "../arn.ts";
import { type Policy, type PolicyWarning, policyOf } from "../document/policy.ts";
import { statementsOf } from "../grant/statements.ts";
import type { Within } from "../operation/needs.ts";
import { type Permission, permissionsOf, type SentRequest } from "./permissions.ts";

export interface RecordedPolicyOptions extends PolicyTarget {
  /** Names that tables had while requests were recorded, by their names in the model: `dynamodb.tableNames` of the test kit. */
  readonly recorded?: { readonly [logical: string]: string };
}

/** What requests of one kind need; nothing is known of a request with a statement that cannot be read. */
export interface Recorded {
  readonly operation: string;
  readonly permissions: readonly Permission[] | undefined;
}

/**
 * The policy that requests need: their actions, on the tables and indexes that they named. A write that came in transactions alone
 * is allowed there alone. It knows what was sent, and not what the program may send another day. No request is made.
 *
 * @example
 * const { document } = policyOfRequests(dynamodb.requests.all, {
 *   account: "123456789012", region: "eu-west-1", recorded: dynamodb.tableNames, tables: { TaskApp: "prod-TaskApp" },
 * });
 */
export function policyOfRequests(requests: Iterable<SentRequest>, options: RecordedPolicyOptions): Policy {
  return policyOfRecorded(
    Array.from(requests, (request) => ({ operation: request.operation, permissions: permissionsOf(request) })),
    options,
  );
}

/** The policy for requests of which it is known what they need. */
export function policyOfRecorded(all: readonly Recorded[], options: RecordedPolicyOptions): Policy {
  const warnings: PolicyWarning[] = [];
  const found = new Map<string, Permission>();
  for (const { operation, permissions } of all) {
    if (permissions === undefined) {
      const message = `A request '${operation}' has a statement that could not be read, and is not in the policy: add its PartiQL actions by hand`;
      warnings.push({ code: "unknown_request", message });
    }
    for (const permission of permissions ?? []) {
      const named = { ...permission, ...modelName(permission, options) };
      found.set(JSON.stringify([named.action, named.resource, named.index, named.within]), named);
    }
  }
  const needed = withoutCovered([...found.values()]);
  const scanned = [...new Set(needed.flatMap(({ action, resource }) => (action === "Scan" ? (resource ?? []) : [])))];
  if (scanned.length > 0) {
    const message = `Whole tables were read (Scan): ${scanned.join(", ")}. Where a test does that and the program does not, take it out`;
    warnings.push({ code: "scan", message });
  }
  return policyOf(toStatements(needed, options), warnings);
}

/** The table of a permission by its name in the model; what lies below a table by its ARN there. */
function modelName({ resource }: Permission, options: RecordedPolicyOptions): { readonly resource?: string } {
  if (resource === undefined) return {};
  const [, name = resource, kind] = /^arn:[^/]+:table\/([^/]+)(?:\/([a-z]+)\/.*)?$/.exec(resource) ?? [];
  const logical = Object.entries(options.recorded ?? {}).find(([, recorded]) => recorded === name)?.[0];
  if (logical === undefined) return { resource };
  // Backups and streams are called otherwise in each account.
  return { resource: kind === undefined ? logical : `${tableArns(options, logical)[0]}/${kind}/*` };
}

/** What is allowed everywhere is allowed in transactions, too. */
function withoutCovered(permissions: readonly Permission[]): readonly Permission[] {
  const id = ({ action, resource, index }: Permission): string => JSON.stringify([action, resource, index]);
  const plain = new Set(permissions.filter(({ within }) => within === undefined).map(id));
  return permissions.filter((permission) => permission.within === undefined || !plain.has(id(permission)));
}

function toStatements(permissions: readonly Permission[], options: RecordedPolicyOptions): readonly PolicyStatement[] {
  const named = permissions.flatMap(({ action, resource, index, within }) => {
    if (resource === undefined) return [];
    return [{ action, table: resource, ...(index !== undefined && { index }), ...of(within), whole: true }];
  });
  const unnamed = [
    ...new Set(permissions.filter(({ resource }) => resource === undefined).map(({ action }) => action)),
  ];
  return [
    ...statementsOf(named, options),
    ...(unnamed.length > 0
      ? [{ Effect: "Allow" as const, Action: unnamed.map((action) => `dynamodb:${action}`).sort(), Resource: "*" }]
      : []),
  ];
}

function of(within: Within | undefined): { readonly within?: Within } {
  return within === undefined ? {} : { within };
}
