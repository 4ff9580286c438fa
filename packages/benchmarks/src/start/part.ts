import { baseline } from "../contenders/contenders.ts";
import { programs } from "../programs/programs.ts";
import { type Figure, ratios } from "../report/figure.ts";
import { processRounds } from "./rounds.ts";

/** From the start of a process to its first get with the network stubbed, by the DocumentClient's. */
export async function measureStart(rounds: number): Promise<readonly Figure[]> {
  const modules = new Map(Object.entries(programs).map(([name, file]) => [name, startOf(file)]));
  const found = await processRounds(modules, rounds);
  const of = (kind: string) =>
    found.map((round) => new Map([...round].map(([name, figures]) => [name, figures[kind] ?? Number.NaN])));
  return [
    ...ratios("start", "first get", baseline, of("wall")),
    ...ratios("start", "CPU until then", baseline, of("cpu")),
  ];
}

function startOf(file: string): string {
  return `import { firstGet } from "../start/first-get.ts";
import { program } from "../programs/${file}";
void firstGet(program);
`;
}
