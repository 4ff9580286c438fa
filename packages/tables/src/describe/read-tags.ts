import type { Run } from "../run/run.ts";
import type { Reading } from "./reading.ts";

/** The tags of a table or backup, without those that AWS sets itself. */
export async function readTags(run: Run, arn: string): Promise<Reading> {
  const tags: Record<string, string> = {};
  let next: string | undefined;
  do {
    const { Tags, NextToken } = await run.send("ListTagsOfResource", {
      ResourceArn: arn,
      ...(next !== undefined && { NextToken: next }),
    });
    for (const { Key, Value } of Tags ?? []) {
      if (Key !== undefined && Value !== undefined && !Key.startsWith("aws:")) tags[Key] = Value;
    }
    next = NextToken;
  } while (next !== undefined && next !== "");
  return { settings: { tags } };
}
