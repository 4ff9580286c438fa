import type { Planning } from "../planning.ts";
import type { Insights } from "../state.ts";
import { insightsOf } from "../state-of-description.ts";

export function planInsights(p: Planning): void {
  planInsightsOf(p, p.settings.contributorInsights, undefined);
  for (const [name, settings] of Object.entries(p.settings.indexes ?? {})) {
    if (p.now.indexes[name] !== undefined) planInsightsOf(p, settings?.contributorInsights, name);
  }
}

function planInsightsOf(p: Planning, wish: boolean | "throttled" | undefined, name: string | undefined): void {
  if (wish === undefined) return;
  const about = name === undefined ? "" : ` of its index '${name}'`;
  if (!p.isKnown("contributorInsights")) {
    p.isUnknown(`contributor insights${about}: they could not be read`);
    return;
  }
  const wanted = insightsOf(wish);
  const index = name === undefined ? undefined : p.now.indexes[name];
  const found = name === undefined ? p.now.contributorInsights : index?.contributorInsights;
  if (wanted === found) return;
  const text = (insights: Insights | undefined): string =>
    insights === undefined ? "off" : insights === "all" ? "on" : "on for throttled keys";
  const put = <S extends { readonly contributorInsights?: Insights }>(state: S): S =>
    ({ ...state, contributorInsights: wanted }) as S;
  p.move({
    sign: found === undefined ? "+" : wanted === undefined ? "-" : "~",
    what: `Turn contributor insights${about.replace("its", "the")} ${text(wanted)}.`,
    why: `contributor insights${about} are ${text(found)}, and ${text(wanted)} in the model`,
    request: {
      service: "dynamodb",
      name: "UpdateContributorInsights",
      input: {
        TableName: p.table,
        ...(name !== undefined && { IndexName: name }),
        ContributorInsightsAction: wanted === undefined ? "DISABLE" : "ENABLE",
        ...(wanted !== undefined && {
          ContributorInsightsMode: wanted === "all" ? "ACCESSED_AND_THROTTLED_KEYS" : "THROTTLED_KEYS",
        }),
      },
    },
    waits: "contributor insights are described as asked for",
    after:
      name === undefined || index === undefined
        ? put(p.now)
        : { ...p.now, indexes: { ...p.now.indexes, [name]: put(index) } },
  });
}
