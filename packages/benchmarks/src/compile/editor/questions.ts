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

/** A program whose names are hovered over, by what it is written with. */
export const hoverTexts = {
  Keywright: `${keywrightHead}import { db } from "./table.ts";
export const operation = Entity.update(${key}, { title0: "t" }, { where: (t) => eq(t.done0, true) });
export const item = await db.send(Entity.get(${key}));
export const page = await db.send(Entity.query({ ownerId: "o" }));
`,
  ElectroDB: `${head}export const operation = Entity.update(${key}).set({ title0: "t" }).where((t, { eq }) => eq(t.done0, true));
export const item = (await Entity.get(${key}).go()).data;
export const page = await Entity.query.primary({ ownerId: "o" }).go();
`,
} as const satisfies Record<CompletedKind, string>;

/** What is hovered over: what follows an occurrence (`at`, from 0) of some text; and how Keywright's line begins. */
export const hovers = [
  { name: "an entity", before: "export const operation = ", at: 0, begins: '(alias) const Entity: Entity<"Entity0", ' },
  { name: "a verb", before: "export const operation = Entity.", at: 0, begins: "(method) Verbs<" },
  { name: "an operation", before: "export const ", at: 0, begins: "const operation: WriteOperation<" },
  { name: "an item", before: "export const ", at: 1, begins: "const item: " },
  { name: "a page", before: "export const ", at: 2, begins: "const page: Page<" },
  {
    name: "an attribute in a condition",
    before: "eq(t.",
    at: 0,
    begins: '(property) done0: Ref<"Entity0", boolean, boolean>',
  },
] as const;
