export default {
  testMatch: ["<rootDir>/src/**/*.test.ts"],
  testEnvironment: "node",
  // TypeScript becomes CommonJS, as with babel-jest, ts-jest or @swc/jest.
  transform: { "\\.ts$": "<rootDir>/transform.js" },
  // Starts what is dear to start once for all workers: DynamoDB Local, a container.
  globalSetup: "@keywright/testkit/global-setup",
  globalTeardown: "@keywright/testkit/global-setup",
  // DynamoDB Local takes seconds for its first requests.
  testTimeout: 30_000,
};
