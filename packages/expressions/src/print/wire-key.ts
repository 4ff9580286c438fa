import type { AttributeValue } from "@keywright/schema";

/** One text per stored value: equal values give equal texts, whatever the order of maps and sets. */
export function wireKey(value: AttributeValue): string {
  if ("S" in value) return `S${value.S}`;
  if ("N" in value) return `N${value.N}`;
  return JSON.stringify(plain(value));
}

function plain(value: AttributeValue): unknown {
  if ("B" in value) return ["B", hex(value.B)];
  if ("SS" in value) return ["SS", value.SS.toSorted()];
  if ("NS" in value) return ["NS", value.NS.toSorted()];
  if ("BS" in value) return ["BS", value.BS.map(hex).sort()];
  if ("L" in value) return ["L", value.L.map(plain)];
  if ("M" in value) {
    const { M: map } = value;
    const names = Object.keys(map).sort();
    return ["M", names.map((name) => [name, plain(map[name] as AttributeValue)])];
  }
  return Object.entries(value)[0];
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}
