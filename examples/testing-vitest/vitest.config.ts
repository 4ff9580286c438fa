import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    // Starts what is dear to start once for all workers: DynamoDB Local, a container.
    globalSetup: "@keywright/testkit/global-setup",
  },
});

export default config;
