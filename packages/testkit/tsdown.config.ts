import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: {
    index: "src/index.ts",
    vitest: "src/vitest/index.ts",
    "global-setup": "src/global-setup/index.ts",
    cli: "src/cli/main.ts",
  },
  format: ["esm", "cjs"],
  platform: "node",
  target: "node20.19",
  tsconfig: "../../tsconfig.base.json",
  dts: true,
  // global-setup has a default export, for the test runners, beside named ones.
  outputOptions: { exports: "named" },
  // What is not declared as a dependency fails the build instead of being copied into it.
  deps: { onlyBundle: [] },
  logLevel: "warn",
  clean: true,
});

export default config;
