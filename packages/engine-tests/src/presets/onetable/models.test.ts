import { useDynamoDB } from "../../test-support.ts";
import { compareModels, withoutTimes } from "../support.ts";
import { indexModels } from "./index-models.ts";
import { keyModels } from "./key-models.ts";
import { valueModels } from "./value-models.ts";

const models = [...keyModels, ...indexModels, ...valueModels];
compareModels(
  useDynamoDB({ tables: models.map(({ table }) => table) }),
  models,
  withoutTimes(["created", "updated", "changed"]),
);
