import { useDynamoDB } from "../../test-support.ts";
import { compareModels, withoutTimes } from "../support.ts";
import { models } from "./models.ts";

compareModels(
  useDynamoDB({ tables: models.map(({ table }) => table) }),
  models,
  withoutTimes(["_ct", "_md", "c", "changedAt"]),
);
