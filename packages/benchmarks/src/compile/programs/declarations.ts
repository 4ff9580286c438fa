import type { Program } from "./program.ts";
import { schemaText } from "./schema.ts";

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
