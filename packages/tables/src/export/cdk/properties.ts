import type { Properties } from "../cloudformation/template.ts";

/** What CDK puts in the place of a reference in a template: the value of a token. */
export type Resolve = (reference: { readonly Ref: string } | { readonly "Fn::Sub": string }) => string;

/** Properties of a resource as the constructs of CDK that stand for resources take them: `sseSpecification` for `SSESpecification`. */
export function cdkProperties(properties: Properties, resolve: Resolve): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      camelCase(name),
      // A policy is data: its names are those of IAM.
      name === "PolicyDocument" ? value : cdkValue(value, resolve),
    ]),
  );
}

function cdkValue(value: unknown, resolve: Resolve): unknown {
  if (Array.isArray(value)) return value.map((one) => cdkValue(one, resolve));
  if (typeof value !== "object" || value === null) return value;
  if (isReference(value)) return resolve(value);
  return cdkProperties(value as Properties, resolve);
}

function isReference(value: object): value is Parameters<Resolve>[0] {
  return "Ref" in value || "Fn::Sub" in value;
}

/** `KMSMasterKeyId` is `kmsMasterKeyId`: capitals that begin a name are one word. */
function camelCase(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
