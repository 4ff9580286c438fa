/** What every export takes. */
export interface ExportOptions {
  /** Names of tables in the model -> their names in the service. A table that is not mentioned has the name of its model. */
  readonly tables?: { readonly [name: string]: string };
  /**
   * Whether a table outlives what deployed it. Default: true, so that taking a table out of a stack, or destroying it, deletes
   * no items.
   */
  readonly retain?: boolean;
}

/** Something that the model says and the target cannot: it has to be set in another way. */
export interface Lost {
  /** The name of the table in the model. */
  readonly table: string;
  /** Where it stands in the definition: `settings.warmThroughput`, `indexes.byStatus`. */
  readonly path: string;
  /** What the target cannot express, what was written instead, and what to do, as a sentence. */
  readonly message: string;
}

/** Takes down what is lost of one table. */
export interface Losses {
  readonly found: readonly Lost[];
  add(path: string, message: string): void;
}

export function lossesOf(table: string): Losses {
  const found: Lost[] = [];
  return { found, add: (path, message) => void found.push({ table, path, message }) };
}
