type OneOrMore<T> = T | readonly T[];

/** Who a statement speaks of: everybody, or accounts, roles and services by kind. */
export type PolicyPrincipal = "*" | { readonly [kind: string]: OneOrMore<string> };

/** One statement of a policy. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  /** Operator -> condition key -> values. */
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: OneOrMore<string | number | boolean> };
  };
}

/** A policy of AWS Identity and Access Management, as its JSON is. */
export interface PolicyDocument {
  readonly Version?: "2012-10-17" | "2008-10-17";
  readonly Id?: string;
  readonly Statement: OneOrMore<PolicyStatement>;
}
