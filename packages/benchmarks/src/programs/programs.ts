import type { ContenderName } from "../contenders/contenders.ts";

/** Files of the programs, by who does the work. The peers cannot leave out what they do not use, so theirs do it all. */
export const programs: Readonly<Record<ContenderName, string>> = {
  DocumentClient: "document-client.ts",
  "raw client": "raw-client.ts",
  ElectroDB: "electrodb.ts",
  "DynamoDB-Toolbox": "toolbox.ts",
  Dynamoose: "dynamoose.ts",
  OneTable: "onetable.ts",
  "Keywright, client": "keywright-client.ts",
  "Keywright, sdk": "keywright-sdk.ts",
  "Keywright, direct": "keywright-direct.ts",
};
