import type { Option } from "../arguments/option.ts";

// Not an interface: those are open, and no maps of options.
type ModelOptions = {
  readonly model: Option & { readonly type: "list" };
  readonly config: Option & { readonly type: "text" };
  readonly json: Option & { readonly type: "flag" };
};

/** Options of every command that reads a model. */
export const modelOptions: ModelOptions = {
  model: {
    type: "list",
    value: "<file>",
    help: "the TypeScript or JavaScript file that exports tables and entities; may be given more than once",
  },
  config: {
    type: "text",
    value: "<file>",
    help: "the configuration; default: keywright.config.ts, .mts, .js or .mjs, where there is one",
  },
  json: { type: "flag", help: "print the result as JSON" },
};

type ConnectionOptions = ModelOptions & {
  readonly "table-name": Option & { readonly type: "list" };
  readonly endpoint: Option & { readonly type: "text" };
  readonly region: Option & { readonly type: "text" };
  readonly profile: Option & { readonly type: "text" };
};

/** Options of every command that sends requests. */
export const connectionOptions: ConnectionOptions = {
  ...modelOptions,
  "table-name": {
    type: "list",
    value: "<model>=<real>",
    help: "the name in the service of a table of the model; may be given more than once",
  },
  endpoint: { type: "text", value: "<url>", help: "where DynamoDB is, such as http://127.0.0.1:8000" },
  region: { type: "text", value: "<region>", help: "the Region; default: as the AWS SDK finds it" },
  profile: { type: "text", value: "<name>", help: "the profile of the AWS configuration" },
};

type ConfirmOption = {
  readonly yes: Option & { readonly type: "flag" };
};

export const confirmOption: ConfirmOption = {
  yes: { type: "flag", help: "do not ask; needed where there is no terminal" },
};
