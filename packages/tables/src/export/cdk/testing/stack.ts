import { App, Stack } from "aws-cdk-lib";
import { AccountRootPrincipal, Role } from "aws-cdk-lib/aws-iam";
import type { AnyTable } from "keywright";
import { KeywrightTable } from "../index.ts";

/** A stack of tables, and a role that may read them. */
export function tableStack(models: readonly AnyTable[]): Stack {
  const stack = new Stack(new App(), "Tables");
  const role = new Role(stack, "Reader", { assumedBy: new AccountRootPrincipal() });
  for (const model of models) {
    const { table } = new KeywrightTable(stack, model.model.name, { table: model });
    table.grantReadData(role);
  }
  return stack;
}
