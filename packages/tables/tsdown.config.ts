import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: { index: "src/index.ts", cdk: "src/export/cdk/index.ts" },
  format: ["esm", "cjs"],
  platform: "node",
  target: "node20.19",
  tsconfig: "../../tsconfig.base.json",
  dts: true,
  // What is not declared as a dependency fails the build instead of being copied into it.
  deps: { onlyBundle: [] },
  logLevel: "warn",
  clean: true,
});

export default config;
