import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    // Starts what is dear to start once for all workers: DynamoDB Local, a container.
    globalSetup: "@keywright/testkit/global-setup",
    // DynamoDB Local takes seconds for its first requests.
    testTimeout: 30_000,
  },
});

export default config;
