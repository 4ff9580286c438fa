import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type DeploymentFile, deploymentFile } from "@keywright/tables";
import { didYouMean } from "../arguments/did-you-mean.ts";
import { readTableNames } from "../connection/table-names.ts";
import { checkOptions, exportOptions, isTarget, targetNames, targetOf } from "../export/target.ts";
import { loadModel } from "../model/load-model.ts";
import { tablesNamed } from "../model/model.ts";
import { printJson } from "../output/json.ts";
import { exitCodes } from "../world/exit-code.ts";
import { Problem } from "../world/problem.ts";
import { type Command, command } from "./command.ts";
import { connectionOptions, modelOptions } from "./common-options.ts";

export const exportCommand: Command = command({
  name: "export",
  summary:
    "Writes tables for a way to deploy them: CloudFormation, Terraform, the AWS CLI, Kubernetes, NoSQL Workbench.",
  usage: "<target> [table...]",
  details: [
    `Targets are ${targetNames.join(", ")}. Without names all tables of the model are written. What a target cannot say is printed beside it, with what to do. No request is made.`,
  ],
  options: { ...modelOptions, "table-name": connectionOptions["table-name"], ...exportOptions },
  examples: [
    { line: "export cloudformation --model src/model.ts --out tables.template.yaml", says: "a template of all tables" },
    {
      line: "export terraform TaskApp --table-name TaskApp=prod-TaskApp",
      says: "one table under its name in production; the model stands in keywright.config.ts",
    },
    { line: "export ack --namespace tasks | kubectl apply -f -", says: "objects for the DynamoDB controller of ACK" },
  ],
  exits: [],
  async run({ values, positionals }, context) {
    const { io, config } = context;
    const [target, ...names] = positionals;
    if (target === undefined || !isTarget(target)) {
      const what =
        target === undefined
          ? "No target is named."
          : `There is no target '${target}'.${didYouMean(target, targetNames)}`;
      throw new Problem(what, { hint: `The targets are ${targetNames.join(", ")}.` });
    }
    checkOptions(target, values);
    const model = await loadModel(values.model, context);
    const tables = { ...config.tables, ...readTableNames(values["table-name"] ?? [], model) };
    const chosen = tablesNamed(model, names);
    const { text, lost, name }: DeploymentFile = deploymentFile(
      chosen,
      targetOf(target, values, { tables, entities: model.entities }),
    );
    for (const { table, path, message } of lost) io.err(`${table}, ${path}: ${message}\n`);
    if (values.out !== undefined) await writeFile(resolve(io.cwd, values.out), text);
    if (values.json) io.out(printJson({ name, text, lost }));
    else if (values.out === undefined) io.out(text);
    return exitCodes.ok;
  },
});
