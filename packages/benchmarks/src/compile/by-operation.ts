import { formatTable } from "../statistics/table.ts";
import { makeChecker } from "./in-process.ts";
import { keywrightProgram, operationNames } from "./programs/keywright.ts";
import type { Program } from "./programs/program.ts";
import { zodProgram } from "./programs/schema.ts";
import type { Workspace } from "./workspace.ts";

const entities = 10;

/** What a part of a program costs: the first entity, and each one after it. */
interface PartCost {
  readonly part: string;
  readonly first: number;
  readonly added: number;
}

/**
 * Instantiations by what is done with an entity, TypeScript 5.9: the schema, the definition with it, each operation on
 * top of that by itself, and all together.
 *
 * @throws Error where a program has errors
 */
export function costByOperation(workspace: Workspace): string {
  const { check } = makeChecker();
  const counted = (name: string, program: Program): number => {
    const { errors, instantiations } = check(workspace.write(name.replaceAll(" ", "-"), program));
    if (errors !== "") throw new Error(`The program "${name}" has errors:\n${errors}`);
    return instantiations;
  };
  const costOf = (part: string, program: (entities: number) => Program): PartCost => {
    const first = counted(`${part} 1`, program(1));
    return { part, first, added: (counted(`${part} ${entities}`, program(entities)) - first) / (entities - 1) };
  };
  const schema = costOf("zod schema", zodProgram);
  const definition = costOf("definition", (count) => keywrightProgram(count, []));
  const single = operationNames.map((name) => costOf(name, (count) => keywrightProgram(count, [name])));
  const all = costOf("all six", keywrightProgram);
  const row = ({ part, first, added }: PartCost, under?: PartCost): readonly string[] => [
    under === undefined ? part : `+ ${part}`,
    ...[first - (under?.first ?? 0), added - (under?.added ?? 0)].map((count) =>
      Math.round(count).toLocaleString("en"),
    ),
  ];
  return formatTable(
    ["", "first entity", "each added"],
    [row(schema), row(definition), ...single.map((cost) => row(cost, definition)), row(all)],
  );
}
