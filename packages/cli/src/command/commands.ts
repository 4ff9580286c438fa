import { applyCommand } from "./apply.ts";
import { backfillCommand } from "./backfill.ts";
import type { Command } from "./command.ts";
import { describeCommand } from "./describe.ts";
import { estimateCommand } from "./estimate.ts";
import { exportCommand } from "./export.ts";
import { planCommand } from "./plan.ts";
import { policyCommand } from "./policy.ts";
import { seedCommand } from "./seed.ts";
import { verifyCommand } from "./verify.ts";

export const commands: readonly Command[] = [
  describeCommand,
  planCommand,
  applyCommand,
  verifyCommand,
  exportCommand,
  policyCommand,
  estimateCommand,
  seedCommand,
  backfillCommand,
];
