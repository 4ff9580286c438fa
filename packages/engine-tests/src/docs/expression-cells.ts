import { codesIn, type Row, tablesOf } from "./tables.ts";

/** Code that stands in a table of docs/expressions.md, and what is said of it there. */
export interface Cell {
  readonly line: number;
  readonly name: string;
  /** The operation that the code is a part of. */
  readonly operation: string;
  /** The expressions of the request that the code becomes. */
  readonly prints: readonly string[];
  readonly expected:
    | { readonly kind: "runs" }
    | { readonly kind: "prints"; readonly texts: readonly string[] }
    | { readonly kind: "throws"; readonly words: string }
    | { readonly kind: "does not compile"; readonly words: string };
}

interface Kind {
  /** The operation that code under this heading is a part of. */
  readonly operation: (code: string) => string;
  readonly prints: readonly string[];
}

const kinds = {
  condition: {
    operation: (code) => `Task.query({ project: "p1" }, { where: (t) => ${code} })`,
    prints: ["FilterExpression"],
  },
  change: {
    operation: (code) => `Task.update(key, ${code.startsWith("{") ? code : `(t) => [${code}]`})`,
    prints: ["UpdateExpression", "ConditionExpression"],
  },
  key: { operation: (code) => `Task.query(${code})`, prints: ["KeyConditionExpression"] },
  "key of an index": {
    operation: (code) => `Task.indexes.byTeam.query(${code})`,
    prints: ["KeyConditionExpression"],
  },
  write: { operation: (code) => code, prints: ["ConditionExpression"] },
  select: { operation: (code) => `Task.get(key, { select: ${code} })`, prints: ["ProjectionExpression"] },
} as const satisfies { readonly [heading: string]: Kind };

function isKind(heading: string): heading is keyof typeof kinds {
  return heading in kinds;
}

export function cellsOf(page: string): readonly Cell[] {
  return tablesOf(page).flatMap(({ headings, rows }) => {
    if (headings.includes("BOOL")) return rows.flatMap((row) => matrixCells(row));
    const heading = headings.find((name) => isKind(name));
    return heading === undefined ? [] : rows.flatMap((row) => rowCells(row, heading, kinds[heading]));
  });
}

function rowCells({ line, cells }: Row, heading: string, { operation, prints: shown }: Kind): readonly Cell[] {
  const cellOf = (code: string, expected: Cell["expected"]): Cell => ({
    line,
    name: code,
    operation: operation(code),
    prints: shown,
    expected,
  });
  const found: Cell[] = [];
  const [code] = codesIn(cells.get(heading));
  const prints = cells.get("prints");
  const words = cells.get("throws");
  if (code !== undefined && prints !== undefined) {
    found.push(cellOf(code, { kind: "prints", texts: codesIn(prints) }));
  }
  if (code !== undefined && words !== undefined) found.push(cellOf(code, { kind: "throws", words }));
  const refused = cells.get("does not compile") ?? "-";
  const [, wrong, says] = /^`(.+?)`: (.+)$/.exec(refused) ?? [];
  if (wrong !== undefined && says !== undefined) {
    found.push(cellOf(wrong, { kind: "does not compile", words: says }));
  } else if (refused !== "-") throw new Error(`line ${line}: write \`code\`: what the compiler says`);
  return found;
}

interface Sample {
  readonly name: string;
  readonly value: string;
  /** A member or an element where there are some. */
  readonly member?: string;
}

const bytes = "new Uint8Array([1])";
const samples: { readonly [type: string]: Sample } = {
  S: { name: "title", value: '"Write"' },
  N: { name: "count", value: "1" },
  B: { name: "checksum", value: bytes },
  BOOL: { name: "done", value: "true" },
  NULL: { name: "nothing", value: "null" },
  SS: { name: "tags", value: 'new Set(["a"])', member: '"a"' },
  NS: { name: "numbers", value: "new Set([1])", member: "1" },
  BS: { name: "hashes", value: `new Set([${bytes}])`, member: bytes },
  L: { name: "notes", value: '["one"]', member: '"one"' },
  M: { name: "settings", value: '{ theme: "dark", seen: 1 }' },
};

const part = ({ value, member }: Sample): string => member ?? value;
const calls: { readonly [name: string]: (sample: Sample) => string } = {
  between: ({ name, value }) => `between(t.${name}, ${value}, ${value})`,
  beginsWith: ({ name, value }) => `beginsWith(t.${name}, ${name === "checksum" ? value : '"W"'})`,
  isIn: ({ name, value }) => `isIn(t.${name}, [${value}])`,
  contains: (sample) => `contains(t.${sample.name}, ${part(sample)})`,
  size: ({ name }) => `gt(size(t.${name}), 0)`,
  exists: ({ name }) => `exists(t.${name})`,
  notExists: ({ name }) => `notExists(t.${name})`,
  hasType: ({ name }) => `hasType(t.${name}, "S")`,
};
for (const name of ["eq", "ne", "lt", "lte", "gt", "gte"]) {
  Object.assign(calls, { [name]: (sample: Sample) => `${name}(t.${sample.name}, ${sample.value})` });
}

const changes: { readonly [name: string]: (sample: Sample) => string } = {
  value: ({ value }) => value,
  ifNotExists: ({ value }) => `ifNotExists(${value})`,
  increment: () => "increment(1, { from: 0 })",
  decrement: () => "decrement(1, { from: 0 })",
  add: (sample) => `add(${sample.name === "count" ? "1" : `[${part(sample)}]`})`,
  remove: (sample) => `remove([${part(sample)}])`,
  append: (sample) => `append([${part(sample)}])`,
  prepend: (sample) => `prepend([${part(sample)}])`,
  patch: ({ name }) => `patch(${name === "settings" ? "{ seen: 2 }" : "{}"})`,
};

/**
 * Functions, and the stored types that take them: each of both is tried. Of an attribute whose path is known at run time only,
 * what does not compile elsewhere is refused before the request.
 */
function matrixCells({ line, cells }: Row): readonly Cell[] {
  const isChange = cells.has("change");
  const first = cells.get("function") ?? cells.get("change") ?? "";
  const names = [...(first.startsWith("a value") ? ["value"] : []), ...codesIn(first)];
  return names.flatMap((name) =>
    Object.entries(samples).flatMap(([type, sample]): readonly Cell[] => {
      const says = cells.get(type);
      if (says !== "yes" && says !== "no") throw new Error(`line ${line}: write yes or no under ${type}`);
      const call = (isChange ? changes : calls)[name]?.(sample);
      if (call === undefined) throw new Error(`line ${line}: nothing is known of ${name}`);
      const cell = { line, name: `${name} of ${type}`, prints: [] };
      const runs: Cell["expected"] = { kind: "runs" };
      const refused: Cell["expected"] = { kind: "does not compile", words: "" };
      const expected = says === "yes" ? runs : refused;
      if (isChange) return [{ ...cell, operation: `Task.update(key, { ${sample.name}: ${call} })`, expected }];
      const { operation } = kinds.condition;
      const dynamic = call.replace(`t.${sample.name}`, `attribute(Task, "${sample.name}")`);
      return [
        { ...cell, operation: operation(call), expected },
        {
          ...cell,
          name: `${name} of ${type}, by its path`,
          operation: operation(dynamic),
          expected: says === "yes" ? runs : { kind: "throws", words: sample.name },
        },
      ];
    }),
  );
}
