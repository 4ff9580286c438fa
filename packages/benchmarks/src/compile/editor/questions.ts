import { caret } from "./language-service.ts";

const key = '{ ownerId: "o", id0: "i" }';
const head = `import { Entity } from "./entity-0.ts";
`;
const keywrightHead = `import { eq } from "keywright";
${head}`;

const plain = `const plain = { title0: 1 };
plain.${caret};`;

/** What is typed where names are asked for: of a plain object, for comparison, of an update, and of a condition. */
export const completionTexts = {
  Keywright: {
    "a plain object": plain,
    "an update's attributes": `${keywrightHead}Entity.update(${key}, { ${caret} });`,
    "a condition's attributes": `${keywrightHead}Entity.update(${key}, { title0: "t" }, { where: (t) => eq(t.${caret}) });`,
  },
  ElectroDB: {
    "a plain object": plain,
    "an update's attributes": `${head}Entity.update(${key}).set({ ${caret} });`,
    "a condition's attributes": `${head}Entity.update(${key}).set({ title0: "t" }).where((t, { eq }) => eq(t.${caret}));`,
  },
} as const;

export type CompletedKind = keyof typeof completionTexts;
export type CompletionName = keyof (typeof completionTexts)[CompletedKind];

export const hoverText = `${keywrightHead}import { db } from "./table.ts";
export const operation = Entity.update(${key}, { title0: "t" }, { where: (t) => eq(t.done0, true) });
export const item = await db.send(Entity.get(${key}));
export const page = await db.send(Entity.query({ ownerId: "o" }));
`;

/** What stands before the names that are hovered over, and what is read first there. */
export const hovers = [
  { name: "an entity", mark: "export const operation = ", begins: '(alias) const Entity: Entity<"Entity0", ' },
  { name: "a verb", mark: "export const operation = Entity.", begins: "(method) " },
  { name: "an operation", mark: "export const ", begins: "const operation: WriteOperation<" },
  { name: "an item", mark: "(t.done0, true) });\nexport const ", begins: "const item: " },
  { name: "a page", mark: `Entity.get(${key}));\nexport const `, begins: "const page: Page<" },
  {
    name: "an attribute in a condition",
    mark: "(t) => eq(t.",
    begins: '(property) done0: Ref<"Entity0", boolean, boolean>',
  },
] as const;
