import { TestkitError } from "../../error/testkit-error.ts";
import { WireProblem } from "./wire-json.ts";

/** That data cannot be loaded, and where it stands. */
export function invalid(place: string, message: string, cause?: unknown): TestkitError {
  return new TestkitError({
    code: "seed-invalid",
    message: `${place}: ${message}`,
    ...(cause !== undefined && { cause }),
  });
}

/** Runs a step that reads data; what is wrong with it is said with its place. */
export function at<T>(place: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof WireProblem)) throw error;
    throw invalid(place, error.path === "" ? `the item ${error.message}` : `'${error.path}' ${error.message}`);
  }
}
