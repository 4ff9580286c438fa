import { formatTable } from "../statistics/table.ts";
import { type Counts, makeChecker } from "./in-process.ts";
import { keywrightProgram, operationNames } from "./programs/keywright.ts";
import type { Program } from "./programs/program.ts";
import { zodProgram } from "./programs/schema.ts";
import type { Workspace } from "./workspace.ts";

const entities = 10;

/** What a part of a program costs: the first entity, and each one after it. */
interface PartCost {
  readonly part: string;
  readonly first: Counts;
  readonly added: Counts;
}

/**
 * What the compiler (TypeScript 5.9) makes of what is done with an entity: of its schema, of its definition with the schema,
 * of each operation by itself on top of that, and of all together.
 *
 * @throws Error where a program has errors
 */
export function costByOperation(workspace: Workspace): string {
  const { check } = makeChecker();
  const counted = (name: string, program: Program): Counts => {
    const { errors, ...counts } = check(workspace.write(name.replaceAll(" ", "-"), program));
    if (errors !== "") throw new Error(`The program "${name}" has errors:\n${errors}`);
    return counts;
  };
  const costOf = (part: string, program: (entities: number) => Program): PartCost => {
    const first = counted(`${part} 1`, program(1));
    return { part, first, added: each(difference(counted(`${part} ${entities}`, program(entities)), first)) };
  };
  const schema = costOf("zod schema", zodProgram);
  const definition = costOf("definition", (count) => keywrightProgram(count, []));
  const single = operationNames.map((name) => costOf(name, (count) => keywrightProgram(count, [name])));
  const all = costOf("all six", keywrightProgram);
  const above = single.map(({ part, first, added }) => ({
    part: `+ ${part}`,
    first: difference(first, definition.first),
    added: difference(added, definition.added),
  }));
  return formatTable(
    ["", "first entity: instantiations", "types", "symbols", "each added: instantiations", "types", "symbols"],
    [schema, definition, ...above, all].map(({ part, first, added }) => [part, ...cells(first), ...cells(added)]),
  );
}

function difference(one: Counts, other: Counts): Counts {
  return {
    instantiations: one.instantiations - other.instantiations,
    types: one.types - other.types,
    symbols: one.symbols - other.symbols,
  };
}

function each({ instantiations, types, symbols }: Counts): Counts {
  const share = (count: number) => count / (entities - 1);
  return { instantiations: share(instantiations), types: share(types), symbols: share(symbols) };
}

function cells({ instantiations, types, symbols }: Counts): readonly string[] {
  return [instantiations, types, symbols].map((count) => Math.round(count).toLocaleString("en"));
}
