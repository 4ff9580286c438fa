import { existsSync } from "node:fs";
import { join } from "node:path";
import { TestkitError } from "../../error/testkit-error.ts";
import { variable } from "../environment.ts";
import { run } from "../process/run.ts";

const OLDEST = 17;

/**
 * Finds Java 17 or newer: in `JAVA_HOME`, else on the path.
 *
 * @returns The command that starts it.
 * @throws {TestkitError} `java-missing`, `java-too-old`.
 */
export async function findJava(): Promise<string> {
  const home = variable("JAVA_HOME");
  const inHome = home && join(home, "bin", process.platform === "win32" ? "java.exe" : "java");
  const command = inHome !== undefined && existsSync(inHome) ? inHome : "java";
  let text: string;
  try {
    // It writes its version to the standard error.
    text = (await run(command, ["-version"], { timeoutMs: 30_000 })).stderr;
  } catch (cause) {
    throw new TestkitError({
      code: "java-missing",
      message: `DynamoDB Local needs Java ${OLDEST} or newer, and "${command} -version" failed: ${(cause as Error).message.trim()}. Install a Java runtime (for instance openjdk-${OLDEST}-jre-headless) or set JAVA_HOME.`,
      cause,
    });
  }
  const version = majorVersion(text);
  if (version === undefined || version < OLDEST) {
    throw new TestkitError({
      code: "java-too-old",
      message: `DynamoDB Local needs Java ${OLDEST} or newer, and "${command}" is ${version === undefined ? "of an unknown version" : `Java ${version}`}. Install a newer Java runtime or set JAVA_HOME to one.`,
    });
  }
  return command;
}

/** The 17 of `openjdk version "17.0.15"`; the 8 of `java version "1.8.0_422"`. */
export function majorVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
