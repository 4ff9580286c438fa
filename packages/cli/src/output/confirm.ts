import type { Io } from "../world/io.ts";
import { Problem } from "../world/problem.ts";

/**
 * Has the user agree to what cannot be taken back.
 *
 * @param flag - What says so on the command line.
 * @throws Problem where there is nobody to ask
 */
export async function confirm(
  io: Pick<Io, "interactive" | "ask">,
  what: string,
  { agreed, flag = "--yes" }: { readonly agreed: boolean; readonly flag?: string },
): Promise<boolean> {
  if (agreed) return true;
  if (!io.interactive) {
    throw new Problem(what, { hint: `There is no terminal to ask on: give ${flag} to go on.` });
  }
  const answer = await io.ask(`${what} Go on? [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}
