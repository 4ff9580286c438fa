import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@keywright/source", "node"];

/** For the specs in this folder, which a test runs in a vitest of their own. Some of them have to fail. */
const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { root: fileURLToPath(new URL("specs", import.meta.url)), include: ["*.spec.ts"] },
});

export default config;
