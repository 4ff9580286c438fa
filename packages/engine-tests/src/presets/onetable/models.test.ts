import { useDynamoDB } from "../../test-support.ts";
import { compareModels, withoutTimes } from "../support.ts";
import { models, tables } from "./models.ts";

compareModels(useDynamoDB({ tables }), models, withoutTimes(["created", "updated", "changed"]));
