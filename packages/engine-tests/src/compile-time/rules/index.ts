import type { RuleGroup } from "../rule.ts";
import { updates } from "./updates.ts";

export const groups: readonly RuleGroup[] = [updates];
