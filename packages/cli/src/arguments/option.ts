/** An option of a command line. */
export interface Option {
  /** `flag` takes no value, `list` may be given more than once. */
  readonly type: "flag" | "text" | "number" | "list";
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly help: string;
  /** What the value may be, where that is known before. */
  readonly oneOf?: readonly string[];
}

export interface Options {
  readonly [name: string]: Option;
}

interface ValueOf {
  readonly flag: boolean;
  readonly text: string;
  readonly number: number;
  readonly list: readonly string[];
}

/** What was given for options. */
export type Values<O extends Options> = { readonly [N in keyof O]?: ValueOf[O[N]["type"]] };

export interface Arguments<O extends Options = Options> {
  readonly values: Values<O>;
  readonly positionals: readonly string[];
}
