/** What a PartiQL statement does, and where. */
export interface Statement {
  readonly action: "PartiQLSelect" | "PartiQLInsert" | "PartiQLUpdate" | "PartiQLDelete";
  readonly table: string;
  readonly index?: string;
}

const name = String.raw`(?:"((?:[^"]|"")+)"|([A-Za-z_][\w.-]*))`;
const place = String.raw`${name}(?:\s*\.\s*${name})?`;
const forms = [
  ["PartiQLSelect", new RegExp(String.raw`^\s*(?:EXISTS\s*\(\s*)?SELECT\b[\s\S]*?\bFROM\s+${place}`, "i")],
  ["PartiQLInsert", new RegExp(String.raw`^\s*INSERT\s+INTO\s+${place}`, "i")],
  ["PartiQLUpdate", new RegExp(String.raw`^\s*UPDATE\s+${place}`, "i")],
  ["PartiQLDelete", new RegExp(String.raw`^\s*DELETE\s+FROM\s+${place}`, "i")],
] as const;

/** Reads the kind and the place of a statement; `undefined` where it is none that DynamoDB takes. */
export function readStatement(text: string): Statement | undefined {
  for (const [action, form] of forms) {
    const [found, quoted, plain, quotedIndex, plainIndex] = form.exec(text) ?? [];
    if (found === undefined) continue;
    const table = quoted?.replaceAll('""', '"') ?? plain ?? "";
    // Only selects read indexes; elsewhere a second name would be part of the first.
    const index = quotedIndex?.replaceAll('""', '"') ?? plainIndex;
    return { action, table, ...(index !== undefined && { index }) };
  }
  return undefined;
}
