import { defineConfig, type ViteUserConfig } from "vitest/config";

// Only within this repository, where packages are used as sources.
const conditions = ["@keywright/source", "node"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // Starts what is dear to start once for all workers: DynamoDB Local, a container.
    // globalSetup: "@keywright/testkit/global-setup",
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
});

export default config;
