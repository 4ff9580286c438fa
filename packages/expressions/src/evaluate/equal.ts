import { type AttributeValue, canonicalNumber } from "@keywright/schema";

/** Whether two stored values are the same to the service: numbers by value, sets in any order, containers in depth. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if ("S" in a) return "S" in b && a.S === b.S;
  if ("N" in a) return "N" in b && numberText(a.N) === numberText(b.N);
  if ("B" in a) return "B" in b && bytesText(a.B) === bytesText(b.B);
  if ("BOOL" in a) return "BOOL" in b && a.BOOL === b.BOOL;
  if ("NULL" in a) return "NULL" in b;
  if ("SS" in a) return "SS" in b && equalSets(a.SS, b.SS);
  if ("NS" in a) return "NS" in b && equalSets(a.NS.map(numberText), b.NS.map(numberText));
  if ("BS" in a) return "BS" in b && equalSets(a.BS.map(bytesText), b.BS.map(bytesText));
  if ("L" in a) return "L" in b && equalLists(a.L, b.L);
  return "M" in b && equalMaps(a.M, b.M);
}

function numberText(text: string): string {
  return canonicalNumber(text) ?? text;
}

function bytesText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function equalSets(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(a);
  return members.size === new Set(b).size && b.every((member) => members.has(member));
}

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return (
    a.length === b.length &&
    a.every((element, i) => {
      const other = b[i];
      return other !== undefined && equalValues(element, other);
    })
  );
}

type Entries = { readonly [name: string]: AttributeValue };

function equalMaps(a: Entries, b: Entries): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [one, other] = [a[name], Object.hasOwn(b, name) ? b[name] : undefined];
      return one !== undefined && other !== undefined && equalValues(one, other);
    })
  );
}
