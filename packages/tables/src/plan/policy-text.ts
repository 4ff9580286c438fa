import { canonicalJson } from "./facets.ts";

/** A policy in the form in which two that mean the same are most often equal: the service writes accounts as ARNs. */
export function policyText(policy: object): string {
  return canonicalJson(normal(policy));
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map(normal);
    if (parts.length === 1) return parts[0];
    return parts.every((part) => typeof part === "string") ? [...parts].sort() : parts;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, normal(part)]));
  }
  return typeof value === "string" && /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
}
