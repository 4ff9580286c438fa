/** The type of a key attribute: string, number or binary. */
export type KeyType = "S" | "N" | "B";

/** One key attribute with its type: `{ PK: "S" }`. */
export type KeyDefinition = { readonly [name: string]: KeyType };

/**
 * The key attributes of a global index: one (`{ GSI1PK: "S" }`), or up to four in their order
 * (`[{ tenant: "S" }, { region: "S" }]`). A list, because the order counts and an object type has none.
 */
export type IndexKeyDefinition = KeyDefinition | readonly KeyDefinition[];

/** What an index holds besides the key attributes of the table and its own: everything, nothing, or these attributes (stored names). */
export type Projection = "ALL" | "KEYS_ONLY" | readonly string[];

/** What stream records contain. */
export type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** How replicas of a table in other Regions agree: the last writer wins, or all of them before a write is answered. */
export type GlobalTable = "eventual" | "strong";

export interface GlobalIndexDefinition {
  readonly type: "global";
  /** One to four attributes. */
  readonly partitionKey: IndexKeyDefinition;
  /** Up to four attributes; none where it is left out. */
  readonly sortKey?: IndexKeyDefinition;
  readonly projection: Projection;
}

export interface LocalIndexDefinition {
  readonly type: "local";
  /** One attribute; the partition key is the table's. A list, as global indexes have, is refused where it stands. */
  readonly sortKey: IndexKeyDefinition;
  readonly projection: Projection;
}

export type IndexDefinition = GlobalIndexDefinition | LocalIndexDefinition;

/** Index name -> index. */
export type IndexDefinitions = { readonly [name: string]: IndexDefinition };
