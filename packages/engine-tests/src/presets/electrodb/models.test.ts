import { useDynamoDB } from "../../test-support.ts";
import { compareModels } from "../support.ts";
import { keyModels } from "./models.ts";
import { otherModels } from "./more-models.ts";

const models = [...keyModels, ...otherModels];
compareModels(useDynamoDB({ tables: models.map(({ table }) => table) }), models);
