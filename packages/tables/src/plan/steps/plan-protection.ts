import { type Planning, updateTable, without } from "../planning.ts";
import { recoveryDays } from "../state-of-description.ts";
import type { PlanRequest } from "../table-plan.ts";

/** Deletion protection is put on before everything else. */
export function planProtectionOn(p: Planning): void {
  if (p.settings.deletionProtection !== true || p.now.deletionProtection) return;
  p.move({
    sign: "+",
    what: "Protect the table against deletion.",
    why: "its deletion protection is off, and on in the model",
    request: updateTable(p, { DeletionProtectionEnabled: true }),
    after: { ...p.now, deletionProtection: true },
  });
}

/** And taken off after everything else, where the model says so. */
export function planProtectionOff(p: Planning): void {
  if (p.settings.deletionProtection !== false || !p.now.deletionProtection) return;
  p.move({
    sign: "-",
    what: "Take off the deletion protection.",
    why: "its deletion protection is on, and off in the model",
    request: updateTable(p, { DeletionProtectionEnabled: false }),
    danger: { kind: "stop-deletion-protection", why: "whoever may delete the table can do so from now on" },
    after: { ...p.now, deletionProtection: false },
  });
}

export function planRecovery(p: Planning): void {
  if (p.settings.pointInTimeRecovery === undefined) return;
  const wanted = recoveryDays(p.settings.pointInTimeRecovery);
  if (!p.isKnown("pointInTimeRecovery")) {
    p.isUnknown("point-in-time recovery: it could not be read");
    return;
  }
  const found = p.now.pointInTimeRecovery ?? 0;
  if (wanted === found) return;
  const text = (days: number): string => (days === 0 ? "off" : `on for ${days} ${days === 1 ? "day" : "days"}`);
  const request: PlanRequest = {
    service: "dynamodb",
    name: "UpdateContinuousBackups",
    input: {
      TableName: p.table,
      PointInTimeRecoverySpecification:
        wanted === 0
          ? { PointInTimeRecoveryEnabled: false }
          : { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: wanted },
    },
  };
  p.move({
    sign: found === 0 ? "+" : wanted === 0 ? "-" : "~",
    what: wanted === 0 ? "Stop point-in-time recovery." : `Keep point-in-time recovery for ${wanted} days.`,
    why: `its point-in-time recovery is ${text(found)}, and ${text(wanted)} in the model`,
    request,
    waits: "point-in-time recovery is described as asked for",
    ...(wanted < found && {
      danger: {
        kind: "reduce-recovery",
        why:
          wanted === 0
            ? "the continuous backups are gone at once, and putting it on again begins anew"
            : `the table can no longer be restored as it was more than ${wanted} days ago`,
      } as const,
    }),
    after: wanted === 0 ? without(p.now, "pointInTimeRecovery") : { ...p.now, pointInTimeRecovery: wanted },
  });
}
