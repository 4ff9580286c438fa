import { declarationsOf } from "./in-process.ts";
import type { Program } from "./programs/program.ts";
import { schemaText } from "./programs/schema.ts";
import type { Workspace } from "./workspace.ts";

/** A module that exports a schema, and nothing else. */
export const schemaModule: Program = new Map([
  ["schema.ts", `import * as z from "zod";\nexport const schema = ${schemaText(0)};\n`],
]);

/** A table and a module that exports an entity in it, with as many global indexes. */
export function entityModuleWith(indexes: number): Program {
  const numbers = Array.from({ length: indexes }, (_, i) => i);
  const tableIndexes = numbers.map(
    (i) => `by${i}: { type: "global", partitionKey: { G${i}PK: "S" }, sortKey: { G${i}SK: "S" }, projection: "ALL" },`,
  );
  const templates = numbers.map(
    (i) => `by${i}: { G${i}PK: "STATUS${i}#{status}", G${i}SK: "DUE#{dueDate}#ID#{id0}" },`,
  );
  return new Map([
    [
      "table.ts",
      `import { defineTable } from "keywright";
export const table = defineTable({
  name: "Types",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { ${tableIndexes.join("\n")} },
});
`,
    ],
    [
      "entity.ts",
      `import { defineEntity, type Item } from "keywright";
import * as z from "zod";
import { table } from "./table.ts";
export const Entity = defineEntity({
  name: "Entity",
  table,
  schema: ${schemaText(0)},
  key: { PK: "OWNER#{ownerId}", SK: "ENTITY#{id0}" },
  indexes: { ${templates.join("\n")} },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Entity = Item<typeof Entity>;
`,
    ],
  ]);
}

/** The declaration file of a program's `file.ts`, as TypeScript 5.9 emits it. */
export function declarationOf(workspace: Workspace, name: string, program: Program, file: string): string {
  const text = declarationsOf(workspace.write(name, program)).get(`${file}.d.ts`);
  if (text === undefined) throw new Error(`The program "${name}" has no module "${file}"`);
  return text;
}
