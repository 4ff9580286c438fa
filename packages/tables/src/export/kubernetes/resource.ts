import { kebabCase, type Namer, uniqueNames } from "../text/names.ts";
import { yamlDocuments } from "../text/yaml.ts";

/** An object of Kubernetes, as its manifest is. */
export interface KubernetesResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: { readonly [name: string]: string };
  };
  readonly spec: { readonly [name: string]: unknown };
}

/** Manifests as YAML, for `kubectl apply -f`. */
export function kubernetesText(resources: readonly KubernetesResource[]): string {
  return yamlDocuments(resources);
}

// Where labels repeat them, names of objects have at most this many characters.
const longestName = 63;

/** Gives each object a name of its own, made from that of its table. */
export function objectNames(): Namer {
  const name = uniqueNames(longestName);
  // A number may follow, so that the end is cut here: a name does not end with a dash.
  return (table) => name(kebabCase(table).slice(0, longestName).replace(/-$/, ""));
}

/** What `CreateTable` names `KeySchema` is `keySchema` here; and so are all names inside. */
export function lowerNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerNames);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerNames(inner)]),
  );
}

/** Without what is not there. */
export function present(properties: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
