import type { PolicyDocument } from "keywright";
import type { Run } from "../run/run.ts";
import { isNamed } from "../run/send.ts";
import type { Reading } from "./reading.ts";

/** The policy that lets others use the table; nothing where there is none. */
export async function readResourcePolicy(run: Run, arn: string): Promise<Reading> {
  try {
    const { Policy } = await run.send("GetResourcePolicy", { ResourceArn: arn });
    // The service stores only what IAM takes for a policy.
    return Policy === undefined ? {} : { settings: { resourcePolicy: JSON.parse(Policy) as PolicyDocument } };
  } catch (error) {
    if (isNamed(error, "PolicyNotFoundException")) return {};
    throw error;
  }
}
