import { transformSync } from "esbuild";

/** What jest runs in place of a file of TypeScript. */
export function process(source, file) {
  const { code } = transformSync(source, {
    loader: "ts",
    format: "cjs",
    target: "node20",
    sourcefile: file,
    sourcemap: "inline",
  });
  return { code };
}
