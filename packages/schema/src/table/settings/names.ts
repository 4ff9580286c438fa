import type { Check } from "./check.ts";
import { onUse, text } from "./check.ts";

/** Such as `eu-west-1`, `us-gov-west-1`. */
export const regionForm: RegExp = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

export const notRegion = "is no name of a Region, such as 'eu-west-1'";

export const kinesisStream: Check = onUse(() =>
  text(
    /^arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[\w.-]{1,128}$/,
    "is the ARN of a Kinesis data stream: arn:aws:kinesis:<Region>:<account>:stream/<name>",
  ),
);

const keyId = "(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})";
const alias = "alias\\/[\\w/-]{1,250}";
const keyForm = `^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(key\\/${keyId}|${alias})|${keyId}|${alias})$`;

/** The Region of a key's ARN; `undefined` for an id or alias. */
export function regionOfKey(key: unknown): string | undefined {
  return typeof key === "string" && key.startsWith("arn:") ? key.split(":")[3] : undefined;
}

export const kmsKey: Check = (problems, path, value) => {
  text(new RegExp(keyForm), "is the ARN, id or alias ('alias/...') of a KMS key")(problems, path, value);
  if (typeof value === "string" && value.endsWith("alias/aws/dynamodb")) {
    problems.add(path, `'alias/aws/dynamodb' is the key that AWS manages: write encryption: "managed"`);
  }
};
