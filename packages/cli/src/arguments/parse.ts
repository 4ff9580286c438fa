import { parseArgs } from "node:util";
import { Problem } from "../world/problem.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Arguments, Option, Options, Values } from "./option.ts";

/**
 * Reads the arguments of a command.
 *
 * @throws Problem for an option that there is not, or a value that is none
 */
export function parse<O extends Options>(args: readonly string[], options: O): Arguments<O> {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type }]) => {
      return [name, { type: type === "flag" ? "boolean" : "string", multiple: type === "list" } as const];
    }),
  );
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, tokens: true });
  const values: Record<string, unknown> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined || !rawName.startsWith("--")) {
      const guess = didYouMean(name, Object.keys(options), "--");
      throw new Problem(`There is no option ${rawName}.${guess}`);
    }
    if (Object.hasOwn(values, name) && option.type !== "list") throw new Problem(`${rawName} is there twice.`);
    const read = readValue(rawName, option, value);
    values[name] = option.type === "list" ? [...((values[name] as string[] | undefined) ?? []), read] : read;
  }
  return { values: values as Values<O>, positionals };
}

function readValue(name: string, { type, oneOf, value: placeholder }: Option, value: string | undefined): unknown {
  if (type === "flag") {
    if (value === undefined) return true;
    throw new Problem(`${name} takes no value.`);
  }
  // What looks like an option was one: the value was forgotten.
  if (value === undefined || value === "" || value.startsWith("--")) {
    throw new Problem(`${name} needs a value: ${name} ${placeholder ?? "<value>"}.`);
  }
  if (oneOf && !oneOf.includes(value)) {
    throw new Problem(`${name} takes ${oneOf.join(", ")}.${didYouMean(value, oneOf)}`);
  }
  if (type !== "number") return value;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw new Problem(`${name} takes a number.`);
}
