import type { WireItem } from "@keywright/schema";

/** A key in the wire form as a text, for looking up. */
export function wireKeyText(key: WireItem): string {
  const entries = Object.entries(key).map(([name, value]) => [name, "B" in value ? [...value.B] : value]);
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
