import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  platform: "node",
  target: "node20.19",
  tsconfig: "../../tsconfig.base.json",
  dts: true,
  clean: true,
});

export default config;
