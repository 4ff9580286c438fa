/** How `toRequest` fills what only sending knows. */
export interface RequestOptions {
  /** The time that timestamps and expiry are judged by. */
  readonly now?: Date;
  /** Table names by the names in the model. */
  readonly tables?: { readonly [logical: string]: string };
  /** The write mark of a versioned write; random by default. */
  readonly writeMark?: string;
}
