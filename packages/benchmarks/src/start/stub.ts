import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

const item = {
  PK: { S: "USER#user-7f3a" },
  SK: { S: "TASK#task-000000" },
  GSI1PK: { S: "STATUS#OPEN" },
  GSI1SK: { S: "DUE#2030-05-01#TASK#task-000000" },
  GSI2PK: { S: "ASSIGNEE#person-0" },
  GSI2SK: { S: "TASK#task-000000" },
  userId: { S: "user-7f3a" },
  taskId: { S: "task-000000" },
  title: { S: "Check the delivery" },
  status: { S: "OPEN" },
  dueDate: { S: "2030-05-01" },
  priority: { N: "0" },
  points: { N: "0" },
  done: { BOOL: false },
  assigneeId: { S: "person-0" },
  labels: { L: [{ S: "delivery" }] },
  checklist: { L: [{ M: { text: { S: "sign" }, done: { BOOL: false } } }] },
  attributes: { M: { channel: { S: "phone" } } },
  createdAt: { S: "2026-01-01T08:00:00.000Z" },
  // What ElectroDB and OneTable keep beside an item.
  __edb_e__: { S: "Task" },
  __edb_v__: { S: "1" },
  _type: { S: "Task" },
};

const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "STUB" };

/** A configuration whose request handler answers each request with the item. */
export const stubConfig = {
  region: "eu-central-1",
  credentials: { accessKeyId: "stub", secretAccessKey: "stub" },
  requestHandler: {
    handle: async () => ({
      response: { statusCode: 200, headers, body: new TextEncoder().encode(JSON.stringify({ Item: item })) },
    }),
  },
} satisfies DynamoDBClientConfig;
