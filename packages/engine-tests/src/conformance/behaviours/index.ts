import type { Behaviours } from "../behaviour.ts";
import { batches } from "./batches.ts";
import { capacity } from "./capacity.ts";
import { concurrency } from "./concurrency.ts";
import { conditions } from "./conditions.ts";
import { errors } from "./errors.ts";
import { expiry } from "./expiry.ts";
import { expressions } from "./expressions.ts";
import { indexes } from "./indexes.ts";
import { keys } from "./keys.ts";
import { limits } from "./limits.ts";
import { paging } from "./paging.ts";
import { projections } from "./projections.ts";
import { queries } from "./queries.ts";
import { streams } from "./streams.ts";
import { tables } from "./tables.ts";
import { tokens } from "./tokens.ts";
import { transactions } from "./transactions.ts";
import { updates } from "./updates.ts";
import { values } from "./values.ts";

/** All of them, in the order of the page. */
export const behaviours: Behaviours = {
  ...keys,
  ...values,
  ...conditions,
  ...expressions,
  ...updates,
  ...projections,
  ...queries,
  ...paging,
  ...indexes,
  ...capacity,
  ...batches,
  ...transactions,
  ...tokens,
  ...concurrency,
  ...streams,
  ...expiry,
  ...limits,
  ...errors,
  ...tables,
};
