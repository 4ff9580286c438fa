import type { ReplicaIndexSettings, ReplicaSettings, SdkClient } from "keywright";
import { isNamed } from "../run/send.ts";
import type { TableDescription, UnreadSetting } from "./table-description.ts";

/** Settings of a replica that only its own Region tells. */
const own = ["pointInTimeRecovery", "deletionProtection", "contributorInsights", "tags"] as const;

/** Completes the settings of each replica by what its own Region tells, where there is a client for it. */
export async function readReplicas(
  found: TableDescription,
  clientIn: ((region: string) => SdkClient) | undefined,
  describe: (client: SdkClient) => Promise<TableDescription | undefined>,
): Promise<TableDescription> {
  const replicas: Record<string, ReplicaSettings> = {};
  const unread: UnreadSetting[] = [];
  for (const [region, known] of Object.entries(found.settings.replicas ?? {})) {
    const there = clientIn === undefined ? undefined : await describeThere(describe, clientIn(region));
    replicas[region] = typeof there === "object" ? { ...known, ...ownSettings(known, there) } : known;
    for (const setting of own) {
      const why =
        typeof there === "object"
          ? there.unread.find((entry) => entry.setting === setting)?.why
          : (there ?? `the option clientIn, a client for ${region}, was not given`);
      if (why !== undefined) unread.push({ setting: `replicas.${region}.${setting}`, why });
    }
  }
  if (Object.keys(replicas).length === 0) return found;
  return { ...found, settings: { ...found.settings, replicas }, unread: [...found.unread, ...unread] };
}

/** The replica as its own Region tells, or why nothing is told. */
async function describeThere(
  describe: (client: SdkClient) => Promise<TableDescription | undefined>,
  client: SdkClient,
): Promise<TableDescription | string> {
  try {
    return (await describe(client)) ?? "its Region knows no such table";
  } catch (error) {
    if (isNamed(error, "AccessDeniedException")) return error.name;
    throw error;
  }
}

function ownSettings(known: ReplicaSettings, { settings }: TableDescription): ReplicaSettings {
  const { pointInTimeRecovery, deletionProtection, contributorInsights, tags } = settings;
  const indexes: Record<string, ReplicaIndexSettings | undefined> = { ...known.indexes };
  for (const [name, there] of Object.entries(settings.indexes ?? {})) {
    const counted = there?.contributorInsights;
    if (counted !== undefined) indexes[name] = { ...indexes[name], contributorInsights: counted };
  }
  return {
    ...(pointInTimeRecovery !== undefined && { pointInTimeRecovery }),
    ...(deletionProtection !== undefined && { deletionProtection }),
    ...(contributorInsights !== undefined && { contributorInsights }),
    ...(tags !== undefined && { tags }),
    ...(Object.keys(indexes).length > 0 && { indexes }),
  };
}
