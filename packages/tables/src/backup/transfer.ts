import { TableError } from "../error/table-error.ts";
import type { TableOptions } from "../run/options.ts";

/** How far an export or import is. */
export interface TransferProgress {
  readonly step: "export" | "import";
  /** The name of the table in the service. */
  readonly table: string;
  /** As DynamoDB names it: `IN_PROGRESS`, `COMPLETED`. */
  readonly status: string;
  /** Items so far. DynamoDB counts those of an export at its end. */
  readonly items?: number;
  /** Bytes read so far (import), or billed (export). */
  readonly bytes?: number;
  /** Import: items that could not be written so far. */
  readonly failed?: number;
}

/** What exports and imports take. */
export interface TransferOptions extends Omit<TableOptions, "timeoutMs" | "onProgress"> {
  /** Milliseconds that the whole call may take. Default: no limit, as it can take hours. */
  readonly timeoutMs?: number;
  /** Called when something has changed since the last look. */
  readonly onProgress?: (progress: TransferProgress) => void;
  /**
   * Names this export or import, 1 to 36 characters: a call with the same token and options within eight hours goes on
   * with the one that was begun. Default: each call begins a new one.
   */
  readonly token?: string;
}

/** Tells the caller what is other than it was told last. */
export function reporter(options: TransferOptions): (progress: TransferProgress) => void {
  let told = "";
  return (progress) => {
    const text = JSON.stringify(progress);
    if (text === told) return;
    told = text;
    options.onProgress?.(progress);
  };
}

export function transferFailed(options: {
  readonly step: "export" | "import";
  readonly table: string;
  readonly arn: string;
  readonly status: string;
  readonly code: string | undefined;
  readonly message: string | undefined;
}): TableError {
  const { step, table, arn, status, code, message } = options;
  const why = [code, message].filter((part) => part !== undefined).join(": ");
  return new TableError({
    code: "transfer-failed",
    table,
    message: `The ${step} of the table '${table}' is ${status}${why === "" ? "" : ` (${why})`}. It is '${arn}'; ${
      step === "import"
        ? "its log group in CloudWatch names the items. The table that it made is there and has to be deleted."
        : "check that the caller may write to the bucket."
    }`,
  });
}
