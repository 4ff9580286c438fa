export { addIndex, type IndexName } from "./change/add-index.ts";
export { type CreateTableOptions, createTable } from "./change/create-table.ts";
export { type DeleteTableOptions, deleteTable } from "./change/delete-table.ts";
export { type DescribeTableOptions, describeTable } from "./describe/describe-table.ts";
export type {
  Capacity,
  ChangingSetting,
  DestinationDescription,
  IndexDescription,
  ReplicaDescription,
  TableDescription,
  UnreadSetting,
} from "./describe/table-description.ts";
export { waitForTable } from "./describe/wait-for-table.ts";
export { TableError, type TableErrorCode } from "./error/table-error.ts";
export { createTableInput } from "./model/create-table-input.ts";
export type { PollOptions, TableOptions, TableProgress } from "./run/options.ts";
export type { NamedTable } from "./run/run.ts";
