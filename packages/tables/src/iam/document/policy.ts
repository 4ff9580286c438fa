import type { PolicyDocument, PolicyStatement } from "keywright";

/** Something about a policy that its reader should know. */
export interface PolicyWarning {
  readonly code:
    | "too_large"
    | "scan"
    | "delimiter_in_tag"
    | "printed_value"
    | "attributes_shared"
    | "attributes_replaced"
    | "attributes_on_failure"
    | "customer_key"
    | "unknown_request";
  readonly message: string;
}

/** A policy, and what is to be known of it. */
export interface Policy {
  readonly document: IdentityPolicy;
  /** Characters, as IAM counts them: at least as many. */
  readonly size: number;
  readonly warnings: readonly PolicyWarning[];
}

/** A policy document of a principal. */
export interface IdentityPolicy extends PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** The most characters of a managed policy, white space aside. */
export const managedPolicyLimit = 6144;

/** Characters of a document as IAM counts them, with those spaces within texts that it may leave out. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).length;
}

export function documentOf(statements: readonly PolicyStatement[]): IdentityPolicy {
  return { Version: "2012-10-17", Statement: statements };
}

/** @param warnings - Each once. */
export function policyOf(statements: readonly PolicyStatement[], warnings: readonly PolicyWarning[] = []): Policy {
  const document = documentOf(statements);
  const size = policySize(document);
  const tooLarge: readonly PolicyWarning[] =
    size > managedPolicyLimit
      ? [
          {
            code: "too_large",
            message: `The policy has ${size} characters, and a managed policy takes ${managedPolicyLimit}: attach what splitPolicy(document) gives, or give fewer operations to each principal`,
          },
        ]
      : [];
  const once = new Map([...warnings, ...tooLarge].map((warning) => [warning.message, warning]));
  return { document, size, warnings: [...once.values()] };
}
