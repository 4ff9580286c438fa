import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";

/** What was bundled, and of which files it is made. */
export interface Bundle {
  readonly text: string;
  readonly minified: number;
  readonly gzipped: number;
  readonly metafile: Metafile;
}

const folder = dirname(fileURLToPath(import.meta.url));
/** What every program of this kind has anyway. */
const given = ["@aws-sdk/*", "@smithy/*", "zod", "zod/*"];

const options = {
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  // As the documentation of the SDK has it: its CommonJS cannot be tree-shaken.
  mainFields: ["module", "main"],
  conditions: ["@keywright/source"],
  legalComments: "none",
  logLevel: "error",
  write: false,
  metafile: true,
} satisfies BuildOptions;

/** A module minified with what it uses, without the SDK and zod. Paths are relative to this folder. */
export async function bundleAlone(contents: string): Promise<Bundle> {
  return bundled(contents, { format: "esm", external: given });
}

/** A module minified with all that it uses, for Node to run. */
export async function bundleWhole(contents: string): Promise<Bundle> {
  return bundled(contents, { format: "cjs" });
}

async function bundled(contents: string, more: Pick<BuildOptions, "format" | "external">): Promise<Bundle> {
  const stdin = { contents, resolveDir: folder, loader: "ts" } as const;
  const { outputFiles, metafile } = await build({ ...options, ...more, stdin });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild made no file");
  return {
    text: file.text,
    minified: file.contents.length,
    gzipped: gzipSync(file.contents, { level: 9 }).length,
    metafile,
  };
}

/** Bytes of a bundle by the folder that they come from, the most first: where growth comes from. */
export function bytesByFolder({ metafile }: Bundle, depth: number): readonly (readonly [string, number])[] {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = path
        .replace(/^.*packages\//, "")
        .split("/")
        .slice(0, depth)
        .join("/");
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].sort(([, a], [, b]) => b - a);
}
