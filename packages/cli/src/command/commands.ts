import { backfillCommand } from "./backfill.ts";
import type { Command } from "./command.ts";
import { describeCommand } from "./describe.ts";
import { seedCommand } from "./seed.ts";

export const commands: readonly Command[] = [describeCommand, seedCommand, backfillCommand];
