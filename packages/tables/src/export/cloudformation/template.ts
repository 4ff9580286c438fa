/** A template of AWS CloudFormation, as its JSON is. */
export interface CloudFormationTemplate {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Resources: { readonly [logicalId: string]: CloudFormationResource };
}

export interface CloudFormationResource {
  readonly Type: string;
  /** What happens to the thing itself when it is taken out of the stack. */
  readonly DeletionPolicy?: "Retain" | "Delete";
  /** What happens to the thing itself when an update has to put a new one in its place. */
  readonly UpdateReplacePolicy?: "Retain" | "Delete";
  readonly Properties: Properties;
}

export type Properties = { readonly [name: string]: unknown };

/** A resource that is ready but for its place in a template. */
export interface NamedResource {
  readonly id: string;
  readonly resource: CloudFormationResource;
}

/** Properties that a table has in both forms, in the order of the documentation. */
export function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
