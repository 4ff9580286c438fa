import { programs } from "../programs/programs.ts";
import { exact, type Figure } from "../report/figure.ts";
import { bundleAlone } from "./bundle.ts";

const packages: Readonly<Record<string, string>> = {
  ElectroDB: "electrodb",
  "DynamoDB-Toolbox": "dynamodb-toolbox",
  Dynamoose: "dynamoose",
  OneTable: "dynamodb-onetable",
  Keywright: "keywright",
};

/** Bytes, minified and gzipped, of a program that gets, puts and queries, and of each library whole; SDK and zod are left out. */
export async function measureBundles(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const add = (subject: string, contender: string, bytes: number): void => {
    figures.push(exact({ part: "bundle", subject, contender, unit: "bytes" }, bytes));
  };
  for (const [contender, name] of Object.entries(packages)) {
    add(small, contender, (await bundleAlone(smallProgram(contender))).gzipped);
    add(whole, contender, (await bundleAlone(wholeLibrary(name))).gzipped);
  }
  return figures;
}

const small = "get, put and query";
const whole = "everything";

/** A program with one of the paths that a library has: the one that most will take. */
export function smallProgram(contender: string): string {
  const file = contender === "Keywright" ? programs["Keywright, client"] : programs[contender as keyof typeof programs];
  return `export * from "../programs/${file}";`;
}

export function wholeLibrary(name: string): string {
  return `import * as all from ${JSON.stringify(name)}; export default all;`;
}
