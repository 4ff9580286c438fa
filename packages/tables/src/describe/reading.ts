import { isNamed } from "../run/send.ts";
import type { TableDescription } from "./table-description.ts";

/** What one reader found out: settings, what is being changed, and what could not be read. */
export type Reading = Partial<Pick<TableDescription, "settings" | "kinesis" | "changing" | "unread" | "timeToLive">>;

/** Errors after which nothing is known of a setting, and all else still is. */
const ignorable = [
  // An engine for development without this part of the service.
  "UnknownOperationException",
  "UnsupportedOperationException",
  "NotImplementedException",
  // The caller may read the table, and not this setting of it.
  "AccessDeniedException",
  // The table is only just being made, or was deleted a moment ago.
  "ResourceNotFoundException",
  "TableNotFoundException",
];

/** Reads one setting, or says why it cannot be read. */
export async function reading(setting: string, read: () => Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    if (!isNamed(error, ...ignorable)) throw error;
    return { unread: [{ setting, why: error.name }] };
  }
}
