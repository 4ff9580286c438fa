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
export { backfill } from "./migrate/backfill.ts";
export type { BackfillCheckpoint, CheckpointKey } from "./migrate/checkpoint.ts";
export type { BackfillOptions, BackfillRate, BackfillTransform } from "./migrate/options.ts";
export type {
  BackfillCounts,
  BackfillFailure,
  BackfillProgress,
  BackfillReport,
  BackfillSample,
  SegmentProgress,
} from "./migrate/report.ts";
export type { PollOptions, TableOptions, TableProgress } from "./run/options.ts";
export type { NamedTable } from "./run/run.ts";
