import { describeModel } from "keywright";
import { loadModel } from "../model/load-model.ts";
import { entitiesNamed } from "../model/model.ts";
import { describedText } from "../output/described.ts";
import { printJson } from "../output/json.ts";
import { exitCodes } from "../world/exit-code.ts";
import { type Command, command } from "./command.ts";
import { modelOptions } from "./common-options.ts";

export const describeCommand: Command = command({
  name: "describe",
  summary: "Prints tables, indexes, entities, keys and attributes of a model.",
  usage: "[entity...]",
  details: ["With names of entities only those, and their tables. No request is made."],
  options: modelOptions,
  examples: [
    { line: "describe --model src/model.ts", says: "everything" },
    { line: "describe Task --model src/model.ts", says: "one entity and its table" },
    {
      line: "describe --json | jq '.tables[].name'",
      says: "as JSON, for other programs; the model stands in keywright.config.ts",
    },
  ],
  exits: [],
  async run({ values, positionals }, context) {
    const model = await loadModel(values.model, context);
    const parts = positionals.length > 0 ? entitiesNamed(model, positionals) : [...model.tables, ...model.entities];
    const described = describeModel(parts);
    context.io.out(values.json ? printJson(described) : describedText(described));
    return exitCodes.ok;
  },
});
