import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts"],
  format: ["esm", "cjs"],
  platform: "node",
  target: "node20.19",
  tsconfig: "../../tsconfig.base.json",
  dts: true,
  clean: true,
});
