import { type Figure, sampled } from "../report/figure.ts";
import { processRounds } from "../start/rounds.ts";

const files = {
  ElectroDB: "electrodb.ts",
  "DynamoDB-Toolbox": "toolbox.ts",
  Dynamoose: "dynamoose.ts",
  OneTable: "onetable.ts",
  Keywright: "keywright.ts",
};

/** Milliseconds that a new process takes to define a hundred entities of fifteen attributes. */
export async function measureDefinitions(rounds: number): Promise<readonly Figure[]> {
  const modules = new Map(Object.entries(files).map(([name, file]) => [name, `import "../define/${file}";`]));
  const found = await processRounds(modules, rounds);
  const figure = (contender: string, subject: string, kind: string): Figure => {
    const sample = found.map((round) => round.get(contender)?.[kind] ?? Number.NaN);
    return sampled({ part: "define", subject, contender, unit: "ms" }, sample);
  };
  return [
    ...Object.keys(files).map((contender) => figure(contender, "100 entities, beyond schemas", "definitions")),
    figure("Keywright", "their schemas, by zod", "schemas"),
  ];
}
