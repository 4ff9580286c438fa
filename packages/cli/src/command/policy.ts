import { policyFor } from "@keywright/tables";
import { readTableNames } from "../connection/table-names.ts";
import { loadModel } from "../model/load-model.ts";
import { entitiesNamed } from "../model/model.ts";
import { printJson } from "../output/json.ts";
import { exitCodes } from "../world/exit-code.ts";
import { Problem } from "../world/problem.ts";
import { type Command, command } from "./command.ts";
import { connectionOptions, modelOptions } from "./common-options.ts";

export const policyCommand: Command = command({
  name: "policy",
  summary: "Prints the least IAM policy for what a program does with its entities.",
  usage: "<Entity=operation,operation...>",
  details: [
    "Operations are the names of verbs: get, query, create, update, delete, batchGet and so on; of an index with its name, query:byStatus; in a transaction transact:update. Warnings are printed beside the policy. No request is made.",
  ],
  options: {
    ...modelOptions,
    "table-name": connectionOptions["table-name"],
    account: { type: "text", value: "<number>", help: "the AWS account of the tables, 12 digits" },
    region: {
      type: "list",
      value: "<region>",
      help: "the Region of the tables; may be given more than once, for replicas",
    },
    tenant: {
      type: "text",
      value: "<attribute>",
      help: "keep each tenant to partitions of its own, by this attribute of the key",
    },
    "tenant-value": { type: "text", value: "<variable>", help: "what the principal brings; default: its tag tenant" },
    "own-keys": { type: "flag", help: "keep each entity to its own partition keys" },
    verify: { type: "flag", help: "add what keywright verify reads" },
  },
  examples: [
    {
      line: "policy Task=get,create,update,query,query:byStatus User=get --account 123456789012 --region eu-west-1 --model src/model.ts",
      says: "what a service needs",
    },
    {
      line: "policy Task=get,query --tenant tenantId --account 123456789012 --region eu-west-1",
      says: "kept to the principal's tenant; the model stands in keywright.config.ts",
    },
  ],
  exits: [],
  async run({ values, positionals }, context) {
    const { io, config } = context;
    const model = await loadModel(values.model, context);
    const operations = operationsOf(positionals);
    const entities = entitiesNamed(model, Object.keys(operations));
    const { account, tenant } = values;
    const region = values.region ?? (config.region === undefined ? [] : [config.region]);
    if (account === undefined || !/^\d{12}$/.test(account)) {
      throw new Problem("The AWS account is not known.", { hint: "Give --account with its 12 digits." });
    }
    if (region.length === 0) throw new Problem("The Region is not known.", { hint: "Give --region eu-central-1." });
    const value = values["tenant-value"];
    const policy = policyFor({
      entities,
      // What they are called is checked by policyFor.
      operations: operations as Parameters<typeof policyFor>[0]["operations"],
      account,
      region,
      tables: { ...config.tables, ...readTableNames(values["table-name"] ?? [], model) },
      ...(tenant !== undefined && { tenant: { attribute: tenant, ...(value !== undefined && { value }) } }),
      ownKeys: values["own-keys"] === true,
      verify: values.verify === true,
    });
    io.out(printJson(values.json ? policy : policy.document));
    if (!values.json) for (const { code, message } of policy.warnings) io.err(`${code}: ${message}.\n`);
    return exitCodes.ok;
  },
});

function operationsOf(args: readonly string[]): Readonly<Record<string, readonly string[]>> {
  if (args.length === 0) {
    throw new Problem("No operations are named.", { hint: "keywright policy Task=get,query,update" });
  }
  const operations: Record<string, string[]> = {};
  for (const arg of args) {
    const [name = "", list = "", ...rest] = arg.split("=");
    const names = list.split(",").filter((each) => each !== "");
    if (name === "" || names.length === 0 || rest.length > 0) {
      throw new Problem(`'${arg}' must be an entity and its operations: Task=get,query,update.`);
    }
    operations[name] = [...(operations[name] ?? []), ...names];
  }
  return operations;
}
