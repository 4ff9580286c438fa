import { defineTable } from "keywright";
import { expect, test } from "vitest";
import { backupPolicy } from "./backup.ts";
import { deployPolicy } from "./deploy.ts";
import { podIdentityAssociation, serviceAccountFor } from "./kubernetes.ts";
import { streamPolicy } from "./stream.ts";
import { trustPolicyForIrsa, trustPolicyForLambda, trustPolicyForPodIdentity } from "./trust.ts";
import { verifyPolicy } from "./verify.ts";

const target = { account: "123456789012", region: "eu-west-1" } as const;
const table = defineTable({ name: "Tasks", partitionKey: { id: "S" }, stream: "NEW_IMAGE" });
const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/Tasks";

test("a stream is read without its table", () => {
  const { document } = streamPolicy([table], {
    ...target,
    lambda: "changes",
    onFailure: "arn:aws:sqs:eu-west-1:123456789012:failed",
  });
  expect(document.Statement.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], [`${arn}/stream/*`]],
    [["dynamodb:ListStreams"], "*"],
    [["logs:CreateLogGroup"], ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/changes"]],
    [
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/changes:*"],
    ],
    [["sqs:SendMessage"], "arn:aws:sqs:eu-west-1:123456789012:failed"],
  ]);
  const plain = defineTable({ name: "Plain", partitionKey: { id: "S" } });
  expect(() => streamPolicy([plain], target)).toThrow("The table 'Plain' has no stream");
  expect(() => streamPolicy([table], { ...target, onFailure: "arn:aws:s3:::x" })).toThrow("neither");
});

test("each purpose of backups has what it needs", () => {
  const actions = (purpose: "backup" | "delete" | "restore" | "export" | "import", options: object = {}): unknown =>
    backupPolicy([table], { purposes: [purpose], ...target, ...options }).document.Statement.map(
      ({ Action, Resource }) => [Resource, Array.isArray(Action) ? Action.length : 1],
    );
  expect(actions("backup")).toEqual([
    [[arn], 3],
    [[`${arn}/backup/*`], 1],
    ["*", 1],
  ]);
  expect(actions("delete")).toEqual([[[`${arn}/backup/*`], 2]]);
  const restored = arn.replace("Tasks", "restored-*");
  expect(actions("restore", { into: ["restored-*"] })).toEqual([
    [[`${arn}/backup/*`], 2],
    [[arn], 2],
    [[restored], 10],
    [[restored], 7],
    [[restored], 2],
  ]);
  expect(actions("export", { bucket: "backups/tasks/" })).toEqual([
    [[arn], 3],
    [[`${arn}/export/*`], 1],
    [["arn:aws:s3:::backups/tasks/*"], 3],
  ]);
  expect(actions("import", { bucket: "backups", into: ["New"] })).toEqual([
    [[arn.replace("Tasks", "New")], 3],
    [[`${arn.replace("Tasks", "New")}/import/*`], 1],
    [["arn:aws:s3:::backups*"], 1],
    [["arn:aws:s3:::backups"], 1],
    [["arn:aws:logs:eu-west-1:123456789012:log-group:/aws-dynamodb/*"], 6],
    [[arn.replace("Tasks", "New")], 7],
    [[arn.replace("Tasks", "New")], 2],
  ]);
  expect(() => actions("restore")).toThrow("'restore' needs the option 'into'");
  expect(() => actions("export")).toThrow("'export' needs the option 'bucket'");
});

test("descriptions are all that is needed to verify", () => {
  const text = JSON.stringify(verifyPolicy([table], target).document);
  expect(text).toContain("dynamodb:DescribeTable");
  expect(text).not.toMatch(/Item|Scan|Query|Create|Update|Delete|Put/);
});

test("deploying needs what the settings have", () => {
  const plain = deployPolicy([table], target).document;
  expect(plain.Statement.at(-1)).toEqual({
    Effect: "Allow",
    Action: ["dynamodb:CreateTable", "dynamodb:UpdateTable"],
    Resource: [arn],
  });
  const key = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555";
  const settings = {
    billing: { mode: "provisioned", read: { min: 1, max: 10 }, write: 5 },
    kinesis: { streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/changes" },
    pointInTimeRecovery: true,
    encryption: { key },
    tags: { team: "tasks" },
  } as const;
  const full = defineTable({ name: "Tasks", partitionKey: { id: "S" }, timeToLive: "expiresAt", settings });
  const { Statement: statements } = deployPolicy([full], target).document;
  const actions = statements.flatMap(({ Action = [] }) => Action);
  expect(actions).toEqual(
    expect.arrayContaining([
      "application-autoscaling:RegisterScalableTarget",
      "dynamodb:EnableKinesisStreamingDestination",
      "dynamodb:TagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTimeToLive",
      "iam:CreateServiceLinkedRole",
      "kinesis:PutRecords",
      "kms:CreateGrant",
    ]),
  );
  expect(JSON.stringify(statements)).not.toMatch(/DeleteTable|DeleteItem|Scan/);
  const replicated = defineTable({
    name: "Tasks",
    partitionKey: { id: "S" },
    globalTable: "eventual",
    settings: { replicas: { "us-east-1": {} } },
  });
  const there = deployPolicy([replicated], target).document.Statement.find(({ Action = [] }) =>
    Action.includes("dynamodb:CreateTableReplica"),
  );
  expect(there?.Resource).toEqual([arn.replace("eu-west-1", "us-east-1")]);
});

test("roles are trusted to one service account", () => {
  const irsa = trustPolicyForIrsa({
    account: "123456789012",
    oidcProvider: "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC",
    namespace: "shop",
    serviceAccount: "orders",
  });
  expect(irsa.Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
          "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:shop:orders",
        },
      },
    },
  ]);
  const subject = { namespace: "shop", serviceAccount: "orders" };
  expect(trustPolicyForPodIdentity({ subject, cluster: "prod", account: "123456789012" }).Statement[0]).toMatchObject({
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: {
        "aws:SourceAccount": "123456789012",
        "aws:RequestTag/eks-cluster-name": "prod",
        "aws:RequestTag/kubernetes-namespace": "shop",
        "aws:RequestTag/kubernetes-service-account": "orders",
      },
    },
  });
  expect(trustPolicyForPodIdentity().Statement[0]?.Condition).toBeUndefined();
  expect(trustPolicyForLambda().Statement[0]?.Principal).toEqual({ Service: "lambda.amazonaws.com" });
});

test("Kubernetes learns the role by an annotation, or by an association", () => {
  const roleArn = "arn:aws:iam::123456789012:role/orders";
  const subject = { namespace: "shop", serviceAccount: "orders" };
  expect(serviceAccountFor({ ...subject, roleArn }).metadata).toEqual({
    name: "orders",
    namespace: "shop",
    annotations: { "eks.amazonaws.com/role-arn": roleArn, "eks.amazonaws.com/sts-regional-endpoints": "true" },
  });
  expect(serviceAccountFor(subject)).toEqual({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "orders", namespace: "shop" },
  });
  const { request, cloudFormation, ack } = podIdentityAssociation({ ...subject, cluster: "prod", roleArn });
  expect(request).toEqual({ clusterName: "prod", ...subject, roleArn });
  expect(cloudFormation.Properties.RoleArn).toBe(roleArn);
  expect(ack.spec).toEqual({ clusterName: "prod", ...subject, roleARN: roleArn });
});
