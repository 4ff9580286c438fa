import { execFileSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { CloudFormationTemplate } from "../cloudformation/template.ts";
import { toCloudFormation } from "../cloudformation/to-cloudformation.ts";
import { all } from "../test-support.ts";

// aws-cdk-lib has 190 MB and is not installed here. A folder with it: npm install --prefix FOLDER aws-cdk-lib constructs
const folder = process.env.KEYWRIGHT_CDK;

/** Takes what is of CDK from the folder, whoever imports it. */
function hook(parent: string): string {
  const resolve = `export const resolve = (name, context, next) =>
    next(name, /^(aws-cdk-lib|constructs)(\\/|$)/.test(name) ? { ...context, parentURL: ${JSON.stringify(parent)} } : context);`;
  const register = `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(resolve)}");`;
  return `data:text/javascript,${encodeURIComponent(register)}`;
}

function synthesize(parent: string): CloudFormationTemplate {
  const file = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    import { Template } from "aws-cdk-lib/assertions";
    import { tableStack } from ${file("./testing/stack.ts")};
    import { all } from ${file("../test-support.ts")};
    process.stdout.write(JSON.stringify(Template.fromStack(tableStack(all)).toJSON()));
  `;
  const flags = ["--conditions=@keywright/source", "--import", "tsx", "--import", hook(parent), "--input-type=module"];
  const output = execFileSync(process.execPath, [...flags, "-e", program], { encoding: "utf8", maxBuffer: 2 ** 24 });
  return sortedTags(JSON.parse(output));
}

// CDK sorts tags by their keys.
function sortedTags(template: CloudFormationTemplate): CloudFormationTemplate {
  return JSON.parse(JSON.stringify(template), (_name, value: unknown) =>
    isTags(value) ? [...value].sort((a, b) => (a.Key < b.Key ? -1 : 1)) : value,
  );
}

function isTags(value: unknown): value is readonly { readonly Key: string }[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one?.Key === "string");
}

test.skipIf(folder === undefined)(
  "a stack has the resources that the template has (not run unless KEYWRIGHT_CDK names a folder with aws-cdk-lib)",
  () => {
    const found = Object.entries(synthesize(pathToFileURL(`${folder}/stack.js`).href).Resources);
    const expected = Object.entries(sortedTags(toCloudFormation(all).template).Resources);
    const tables = (resources: typeof found): unknown[] =>
      resources
        .filter(([, { Type }]) => Type.startsWith("AWS::DynamoDB::"))
        .map(([, { Type, Properties, DeletionPolicy, UpdateReplacePolicy }]) => {
          return { Type, Properties, DeletionPolicy, UpdateReplacePolicy };
        });
    expect(tables(found)).toEqual(tables(expected));

    const scaling = (resources: typeof found): unknown[] =>
      resources
        .filter(([, { Type }]) => Type.startsWith("AWS::ApplicationAutoScaling::"))
        .map(([, { Type, Properties }]) => [
          Type,
          { ...Properties, ResourceId: "", ScalingTargetId: "", PolicyName: "" },
        ]);
    expect(scaling(found)).toEqual(scaling(expected));
    const [id] = found.find(([, { Properties }]) => Properties.TableName === "Orders.v2") ?? [];
    const targets = found.filter(([, { Type }]) => Type === "AWS::ApplicationAutoScaling::ScalableTarget");
    expect(targets.map(([, { Properties }]) => Properties.ResourceId)).toContainEqual({
      "Fn::Join": ["", ["table/", { Ref: id }, "/index/byState"]],
    });

    const policies = JSON.stringify(found.filter(([, { Type }]) => Type === "AWS::IAM::Policy"));
    expect(policies).toContain("dynamodb:Query");
    expect(policies).toContain("/index/*");
    expect(policies).not.toContain("dynamodb:PutItem");
  },
  120_000,
);
