import { type AttributeValue, canonicalNumber } from "@keywright/schema";

/** One text per stored value: equal values give equal texts, whatever the order of maps and sets and the spelling of numbers. */
export function wireKey(value: AttributeValue): string {
  return JSON.stringify(plain(value));
}

function plain(value: AttributeValue): unknown {
  if ("N" in value) return ["N", numberText(value.N)];
  if ("B" in value) return ["B", hex(value.B)];
  if ("SS" in value) return ["SS", value.SS.toSorted()];
  if ("NS" in value) return ["NS", value.NS.map(numberText).sort()];
  if ("BS" in value) return ["BS", value.BS.map(hex).sort()];
  if ("L" in value) return ["L", value.L.map(plain)];
  if ("M" in value) {
    const { M: map } = value;
    const names = Object.keys(map).sort();
    return ["M", names.map((name) => [name, plain(map[name] as AttributeValue)])];
  }
  return Object.entries(value)[0];
}

// Most are spelled as they are stored.
function numberText(text: string): string {
  return /^-?[1-9]\d*$/.test(text) ? text : (canonicalNumber(text) ?? text);
}

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}
