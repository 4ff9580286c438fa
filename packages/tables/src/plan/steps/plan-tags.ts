import type { Planning } from "../planning.ts";
import { policyText } from "../policy-text.ts";

/** Tags of others are left: accounts have rules of their own for them. */
export function planTags(p: Planning): void {
  const { tags: wanted } = p.settings;
  if (wanted === undefined) return;
  if (!p.isKnown("tags")) {
    p.isUnknown("tags: they could not be read");
    return;
  }
  const changed = Object.entries(wanted).filter(([key, value]) => p.now.tags[key] !== value);
  if (changed.length === 0) return;
  const names = changed.map(([key]) => `'${key}'`).join(", ");
  const isNew = changed.every(([key]) => p.now.tags[key] === undefined);
  p.move({
    sign: isNew ? "+" : "~",
    what: `Set the ${changed.length === 1 ? "tag" : "tags"} ${names}.`,
    why: `its ${changed.length === 1 ? `tag ${names} is` : `tags ${names} are`} ${isNew ? "missing" : "other than in the model"}`,
    request: {
      service: "dynamodb",
      name: "TagResource",
      input: { Tags: changed.map(([Key, Value]) => ({ Key, Value })) },
    },
    waits: "the tags are listed",
    after: { ...p.now, tags: { ...p.now.tags, ...Object.fromEntries(changed) } },
  });
}

export function planResourcePolicy(p: Planning): void {
  const { resourcePolicy } = p.settings;
  if (resourcePolicy === undefined) return;
  if (!p.isKnown("resourcePolicy")) {
    p.isUnknown("the resource policy: it could not be read");
    return;
  }
  const wanted = policyText(resourcePolicy);
  const found = p.now.resourcePolicy;
  if (wanted === found) return;
  p.move({
    sign: found === undefined ? "+" : "~",
    what: `${found === undefined ? "Attach the" : "Replace the"} resource policy.`,
    why: `its resource policy is ${found === undefined ? "missing" : "other than in the model"}`,
    request: {
      service: "dynamodb",
      name: "PutResourcePolicy",
      input: { Policy: JSON.stringify(resourcePolicy) },
    },
    waits: "the policy is the one asked for",
    ...(found !== undefined && {
      danger: { kind: "change-policy", why: "who was allowed by the policy from before may be refused" } as const,
    }),
    after: { ...p.now, resourcePolicy: wanted },
  });
}
