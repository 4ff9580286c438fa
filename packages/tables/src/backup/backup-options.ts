import type { TableOptions } from "../run/options.ts";

/** What every function of backups takes. */
export interface BackupOptions extends Omit<TableOptions, "timeoutMs"> {
  /** Milliseconds that the whole call may take. Default: no limit, as a restore can take hours. */
  readonly timeoutMs?: number;
}

/** The same options, with their own default of `timeoutMs`. */
export function patient<O extends BackupOptions>(options: O): O & { readonly timeoutMs: number } {
  return { ...options, timeoutMs: options.timeoutMs ?? Number.POSITIVE_INFINITY };
}
