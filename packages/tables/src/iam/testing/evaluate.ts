import type { PolicyDocument, PolicyStatement } from "keywright";

/** What IAM is asked: an action on a resource, and what is known of the request and of who sends it. */
export interface Authorization {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export type Variables = Readonly<Record<string, string>>;

/** Whether policies allow something: a statement does, and none denies it. */
export function isAllowed(
  documents: readonly PolicyDocument[],
  asked: Authorization,
  variables: Variables = {},
): boolean {
  const statements = documents
    .flatMap(({ Statement: all }) => list(all))
    .filter((each) => holds(each, asked, variables));
  return statements.some(({ Effect }) => Effect === "Allow") && !statements.some(({ Effect }) => Effect === "Deny");
}

function holds(
  statement: PolicyStatement,
  { action, resource, context }: Authorization,
  variables: Variables,
): boolean {
  const { Action = [], Resource = [], Condition = {} } = statement;
  if (!list(Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase(), variables))) return false;
  if (!list(Resource).some((pattern) => like(pattern, resource, variables))) return false;
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => meets(operator, context[key], list(values).map(String), variables)),
  );
}

function meets(
  operator: string,
  found: string | readonly string[] | undefined,
  values: readonly string[],
  variables: Variables,
): boolean {
  if (operator === "Null") return values.includes(String(found === undefined));
  const each = operator.startsWith("ForAllValues:");
  const name = operator.replace(/^ForAllValues:/, "").replace(/IfExists$/, "");
  const matches = (value: string): boolean =>
    values.some((pattern) => {
      if (name === "StringLike") return like(pattern, value, variables);
      if (name === "StringEquals") return equals(pattern, value, variables);
      if (name === "Bool") return pattern === value;
      throw new Error(`the evaluator does not know ${operator}`);
    });
  if (each) return list(found ?? []).every(matches);
  if (found === undefined) return operator.endsWith("IfExists");
  if (typeof found !== "string") throw new Error(`${operator} compares one value`);
  return matches(found);
}

function like(pattern: string, text: string, variables: Variables): boolean {
  return compile(pattern, variables, true)?.test(text) ?? false;
}

function equals(pattern: string, text: string, variables: Variables): boolean {
  return compile(pattern, variables, false)?.test(text) ?? false;
}

/** A variable stands for its value, whatever characters that has; one without a value matches nothing. */
function compile(pattern: string, variables: Variables, wild: boolean): RegExp | undefined {
  let source = "";
  for (const part of pattern.split(/(\$\{[^}]*\}|[*?])/)) {
    const [, variable] = /^\$\{(.*)\}$/.exec(part) ?? [];
    if (variable !== undefined) {
      const value = /^[*?$]$/.test(variable) ? variable : variables[variable];
      if (value === undefined) return undefined;
      source += quote(value);
    } else if (wild && part === "*") source += ".*";
    else if (wild && part === "?") source += ".";
    else source += quote(part);
  }
  const known = compiled.get(source) ?? new RegExp(`^${source}$`, "su");
  compiled.set(source, known);
  return known;
}

const compiled = new Map<string, RegExp>();

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => `\\${character}`);
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
