import { didYouMean } from "../arguments/did-you-mean.ts";
import type { Model } from "../model/model.ts";
import { Problem } from "../world/problem.ts";

/** Names of tables in the service, as the command line says: `TaskApp=dev-TaskApp`. */
export function readTableNames(pairs: readonly string[], model: Model): { readonly [name: string]: string } {
  const known = model.tables.map((table) => table.model.name);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", real = "", ...rest] = pair.split("=");
      if (name === "" || real === "" || rest.length > 0) {
        throw new Problem(`--table-name ${pair} must be two names: --table-name TaskApp=dev-TaskApp.`);
      }
      if (!known.includes(name)) {
        throw new Problem(`--table-name ${pair}: the model has no table '${name}'.${didYouMean(name, known)}`);
      }
      return [name, real];
    }),
  );
}
