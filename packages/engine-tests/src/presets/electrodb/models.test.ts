import { useDynamoDB } from "../../test-support.ts";
import { compareModels } from "../support.ts";
import { models, tables } from "./models.ts";

compareModels(useDynamoDB({ tables }), models);
