import { bytes, defineEntity, defineTable } from "keywright";
import * as z from "zod";

export const library2Table = defineTable({
  name: "Library_2",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    "by-reader": { type: "global", partitionKey: { "reader-id": "S" }, sortKey: { due: "S" }, projection: ["lent"] },
    byYear: { type: "local", sortKey: { year: "N" }, projection: "KEYS_ONLY" },
  },
  settings: {
    billing: { mode: "provisioned", read: { min: 1, max: 10, target: 65 }, write: 4 },
  },
});

export const Book = defineEntity({
  name: "Book",
  table: library2Table,
  schema: z.object({
    isbn: z.string(),
    title: z.string().optional(),
    year: z.number().optional(),
    cover: bytes().optional(),
    genres: z.set(z.string()).optional(),
    ratings: z.set(z.number()).optional(),
    scans: z.set(bytes()).optional(),
    lent: z.boolean().optional(),
    nothing: z.null().optional(),
    chapters: z.array(z.unknown()).optional(),
    publisher: z.record(z.string(), z.unknown()).optional(),
  }),
  key: { PK: "BOOK#{isbn}", SK: "#META#" },
  indexes: { byYear: {} },
});

export const LoanOfABook = defineEntity({
  name: "Loan of a book",
  table: library2Table,
  schema: z.object({
    isbn: z.string(),
    due: z.string(),
    reader: z.string(),
    "reader-id": z.string().optional(),
    lent: z.boolean().optional(),
  }),
  key: { PK: "BOOK#{isbn}", SK: "LOAN#{due}#READER#{reader}" },
  indexes: { "by-reader": {} },
});

// indexes.by-reader.projection: the projection names attributes of keys, which every index holds, or one twice: they are left out.
// entities.Anything: the keys of the facet 'Anything' could be those of 'Book', as far as their sample items tell: it is left out. Define it by hand, with a text in its key that 'Book' has not.

export const eventsLogTable = defineTable({
  name: "events-log",
  partitionKey: { device: "B" },
  sortKey: { at: "N" },
});

export const EventsLog = defineEntity({
  name: "events-log",
  table: eventsLogTable,
  schema: z.object({
    device: bytes(),
    at: z.number(),
    what: z.string().optional(),
  }),
  key: { device: "{device}", at: "{at}" },
});
