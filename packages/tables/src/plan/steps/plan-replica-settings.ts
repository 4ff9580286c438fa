import { canonicalJson } from "../facets.ts";
import type { Move, Planning } from "../planning.ts";
import type { ReplicaState } from "../state.ts";
import { replicaState } from "../state-of-description.ts";
import type { PlanRequest } from "../table-plan.ts";

/** What only the Region of a replica takes: each is set there. */
export function planReplicaSettings(p: Planning): void {
  for (const [region, settings] of Object.entries(p.settings.replicas ?? {})) {
    if (p.now.replicas[region] === undefined) continue;
    const { pointInTimeRecovery, deletionProtection, contributorInsights, tags } = replicaState(settings);
    const set = setting(p, region);
    if (deletionProtection !== undefined) {
      set("deletionProtection", deletionProtection, {
        name: "UpdateTable",
        input: { DeletionProtectionEnabled: deletionProtection },
        ...(!deletionProtection && {
          danger: {
            kind: "stop-deletion-protection",
            why: `whoever may delete the replica in ${region} can do so from now on`,
          } as const,
        }),
      });
    }
    if (pointInTimeRecovery !== undefined) {
      const found = p.now.replicas[region].pointInTimeRecovery ?? 0;
      set("pointInTimeRecovery", pointInTimeRecovery, {
        name: "UpdateContinuousBackups",
        input: {
          PointInTimeRecoverySpecification: {
            PointInTimeRecoveryEnabled: pointInTimeRecovery > 0,
            ...(pointInTimeRecovery > 0 && { RecoveryPeriodInDays: pointInTimeRecovery }),
          },
        },
        ...(pointInTimeRecovery < found && {
          danger: { kind: "reduce-recovery", why: `backups of the replica in ${region} are gone` } as const,
        }),
      });
    }
    if (contributorInsights !== undefined) {
      set("contributorInsights", contributorInsights, {
        name: "UpdateContributorInsights",
        input: {
          ContributorInsightsAction: contributorInsights === "off" ? "DISABLE" : "ENABLE",
          ...(contributorInsights !== "off" && {
            ContributorInsightsMode: contributorInsights === "all" ? "ACCESSED_AND_THROTTLED_KEYS" : "THROTTLED_KEYS",
          }),
        },
      });
    }
    if (tags !== undefined) {
      // Tags of others are left, as those of the table are.
      set(
        "tags",
        { ...p.now.replicas[region].tags, ...tags },
        {
          name: "TagResource",
          input: { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
        },
      );
    }
  }
}

type Own = "pointInTimeRecovery" | "deletionProtection" | "contributorInsights" | "tags";

const names: Record<Own, string> = {
  pointInTimeRecovery: "point-in-time recovery",
  deletionProtection: "deletion protection",
  contributorInsights: "contributor insights",
  tags: "tags",
};

function setting(p: Planning, region: string) {
  return <N extends Own>(
    name: N,
    wanted: NonNullable<ReplicaState[N]>,
    request: {
      readonly name: Extract<PlanRequest, { service: "dynamodb" }>["name"];
      readonly input: object;
      readonly danger?: Move["danger"];
    },
  ): void => {
    const found = p.now.replicas[region];
    if (!p.hasRegions || !p.isKnown(`replicas.${region}.${name}`)) {
      p.isUnknown(
        `${names[name]} of the replica in ${region}: ${p.hasRegions ? "could not be read" : "give a client for its Region by the option clientIn"}`,
      );
      return;
    }
    if (canonicalJson(found?.[name] ?? null) === canonicalJson(wanted)) return;
    const target = request.name === "TagResource" ? {} : { TableName: p.table };
    p.move({
      sign: "~",
      what: `Set ${names[name]} of the replica in ${region} as in the model.`,
      why: `${names[name]} of its replica in ${region} ${name === "tags" || name === "contributorInsights" ? "are" : "is"} other than in the model`,
      request: { service: "dynamodb", name: request.name, region, input: { ...target, ...request.input } },
      waits: "it is described as asked for",
      ...(request.danger !== undefined && { danger: request.danger }),
      after: { ...p.now, replicas: { ...p.now.replicas, [region]: { ...found, [name]: wanted } } },
    });
  };
}
