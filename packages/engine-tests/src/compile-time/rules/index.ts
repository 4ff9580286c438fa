import type { RuleGroup } from "../rule.ts";
import { conditions } from "./conditions.ts";
import { definitions } from "./definitions.ts";
import { names } from "./names.ts";
import { operations } from "./operations.ts";
import { projections } from "./projections.ts";
import { queries } from "./queries.ts";
import { reuse } from "./reuse.ts";
import { scopes } from "./scopes.ts";
import { tables } from "./tables.ts";
import { unique } from "./unique.ts";
import { updates } from "./updates.ts";
import { writes } from "./writes.ts";

export const groups: readonly RuleGroup[] = [
  tables,
  definitions,
  queries,
  projections,
  conditions,
  updates,
  writes,
  unique,
  operations,
  scopes,
  reuse,
  names,
];
