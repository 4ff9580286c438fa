import { execFile } from "node:child_process";

/** Runs a program to its end. Rejects with what it wrote when it fails, cannot be started, or takes too long. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly timeoutMs: number; readonly shell?: boolean },
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { timeout: options.timeoutMs, killSignal: "SIGKILL", windowsHide: true, shell: options.shell ?? false },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(error);
      },
    );
  });
}
