import { useDynamoDB } from "../../test-support.ts";
import { compareModels, withoutTimes } from "../support.ts";
import { models, tables } from "./models.ts";

compareModels(useDynamoDB({ tables }), models, withoutTimes(["_ct", "_md", "c", "changedAt"]));
