import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

// `module` must stay out of these lists: it makes the AWS SDK resolve to builds that Node cannot load.
const conditions = ["@keywright/source", "node"];
const resolution = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
const setupFiles = [`${root}scripts/random-seed.ts`];
const engineTests = "packages/engine-tests/src";
// Asks compilers and no engine: once is enough, with the unit tests.
const compileTime = `${engineTests}/compile-time/**/*.test.ts`;

// Many times what a test takes: a busy machine is no mistake of the program. What shall end in time says so itself.
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        ...resolution,
        test: {
          name: "unit",
          root,
          env,
          setupFiles,
          include: ["packages/!(engine-tests)/src/**/*.test.ts", compileTime],
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...resolution,
        test: {
          name: "engine",
          root,
          env,
          setupFiles,
          include: [`${engineTests}/**/*.test.ts`, "examples/*/src/**/*.test.ts"],
          // Each runs its tests in a test runner of its own.
          exclude: [...configDefaults.exclude, compileTime, "examples/testing-*/**"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...resolution,
        test: {
          name: "types",
          root,
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            checker: `${root}scripts/typescript/node_modules/typescript-7.0/bin/tsc`,
            include: ["packages/*/src/**/*.test-d.ts"],
            tsconfig: `${root}tsconfig.json`,
          },
        },
      },
    ],
  },
});

export default config;
