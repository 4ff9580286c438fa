import { expect, test } from "vitest";
import { cdkProperties } from "./properties.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the name of the table there
const substitution = "table/${TaskAppTable}";

test("names are those of CDK, references are its tokens, and a policy stays as it is", () => {
  const properties = {
    TableName: "TaskApp",
    SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/a" },
    Tags: [{ Key: "Team", Value: "Web" }],
    Replicas: [{ Region: { Ref: "AWS::Region" } }],
    ResourceId: { "Fn::Sub": substitution },
    ResourcePolicy: { PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] } },
  };
  const resolve = (reference: object): string => `token of ${JSON.stringify(reference)}`;
  expect(cdkProperties(properties, resolve)).toEqual({
    tableName: "TaskApp",
    sseSpecification: { sseEnabled: true, sseType: "KMS", kmsMasterKeyId: "alias/a" },
    tags: [{ key: "Team", value: "Web" }],
    replicas: [{ region: 'token of {"Ref":"AWS::Region"}' }],
    resourceId: `token of {"Fn::Sub":"${substitution}"}`,
    resourcePolicy: { policyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] } },
  });
});
