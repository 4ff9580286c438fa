// Who may import whom. What the table below does not allow is an error.

// Tests, and what only tests use.
const tests = "([.]test(-d)?[.]ts|/test-support[.]ts|/testing/.*[.]ts)$";
const own = (name) => `^packages/${name}/`;
const aws = ["^@aws-sdk/", "^@smithy/", "(^|/)node_modules/@(aws-sdk|smithy)/"];
const testcontainers = ["^testcontainers$", "(^|/)node_modules/testcontainers/"];
const tsx = ["^tsx(/|$)", "(^|/)node_modules/tsx/"];
const zod = ["^zod(/|$)", "(^|/)node_modules/zod/"];

const cdk = ["^(aws-cdk-lib|constructs)(/|$)", "(^|/)node_modules/(aws-cdk-lib|constructs)/"];
const yaml = ["^yaml$", "(^|/)node_modules/yaml/"];

const vitest = ["^vitest(/|$)", "(^|/)node_modules/vitest/"];

/** What the sources of each package may import besides themselves; tests may also import what tests need. */
const allowed = {
  schema: { packages: [], others: [...zod] },
  expressions: { packages: ["schema"], others: [] },
  client: { packages: ["expressions", "schema"], others: [...aws] },
  transactions: { packages: ["client", "expressions", "schema"], others: [...aws] },
  keywright: { packages: ["transactions", "client", "expressions", "schema"], others: [] },
  tables: { packages: ["keywright"], others: [...aws, ...cdk, ...yaml] },
  testkit: { packages: ["keywright", "tables"], others: [...aws, ...testcontainers, ...vitest] },
  cli: { packages: ["keywright", "tables", "testkit"], others: [...aws, ...tsx, "^packages/cli/package[.]json$"] },
};

const testTools = [
  "^(vitest|fast-check|expect-type|@aws-cdk/aws-service-spec)(/|$)",
  "(^|/)node_modules/(vitest|fast-check|expect-type|@aws-cdk/aws-service-spec)/",
];

const packageRules = Object.entries(allowed).flatMap(([name, { packages, others }]) => {
  const reachable = [own(name), ...packages.map((other) => `^packages/${other}/src/index[.]ts$`)];
  const reachableByTests = [...reachable, ...packages.map((other) => `^packages/${other}/src/testing/index[.]ts$`)];
  return [
    {
      name: `${name}-sources`,
      comment: `packages/${name} may import ${packages.join(", ") || "no other package"}; its outside dependencies are listed in .dependency-cruiser.cjs`,
      severity: "error",
      from: { path: `^packages/${name}/src/`, pathNot: tests },
      to: { pathNot: [...reachable, ...others], dependencyTypesNot: ["core"] },
    },
    {
      name: `${name}-tests`,
      comment: `a test in packages/${name} may import what its package may, and vitest, fast-check, zod and the AWS SDK`,
      severity: "error",
      from: { path: `^packages/${name}/src/.*${tests}` },
      to: { pathNot: [...reachableByTests, ...others, ...zod, ...aws, ...testTools], dependencyTypesNot: ["core"] },
    },
  ];
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...packageRules,
    {
      name: "no-cycle",
      comment: "a cycle of imports means that two files are one concept, or that something lives in the wrong folder",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "an import that cannot be resolved escapes every other rule",
      severity: "error",
      from: {},
      // An optional peer that is not installed here: what is used of it is typed in packages/tables/src/export/cdk.
      to: { couldNotResolve: true, pathNot: "^aws-cdk-lib(/|$)" },
    },
    {
      name: "declared",
      comment: "a package must be in the package.json of the package that imports it",
      severity: "error",
      from: {},
      // An optional peer is said to be a peer and, for its entry in peerDependenciesMeta, to be none.
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] },
    },
    {
      name: "by-name",
      comment: "another package is imported by its name, never by a relative path",
      severity: "error",
      from: { path: "^(packages|examples)/([^/]+)/" },
      to: {
        path: "^(packages|examples)/",
        pathNot: "^(packages|examples)/$2/",
        dependencyTypes: ["local"],
        dependencyTypesNot: ["npm", "npm-dev", "npm-peer", "npm-optional", "aliased"],
      },
    },
    {
      name: "private-packages-end-here",
      comment: "engine-tests and benchmarks may import everything; nothing imports them",
      severity: "error",
      from: { path: "^(packages|examples)/", pathNot: "^packages/(engine-tests|benchmarks)/" },
      to: { path: "^packages/(engine-tests|benchmarks)/" },
    },
    {
      name: "examples-use-published-packages",
      comment: "an example imports what a user can install",
      severity: "error",
      from: { path: "^examples/([^/]+)/" },
      to: {
        path: "^packages/",
        pathNot: "^packages/((keywright|tables|testkit)/src/index|testkit/src/(vitest|global-setup)/index)[.]ts$",
      },
    },
    {
      name: "zod-internals-in-one-folder",
      comment: "zod/v4/core is read in packages/schema/src/shape/ only, so that a change of zod has one place to go to",
      severity: "error",
      from: {
        path: "^packages/",
        pathNot: ["^packages/schema/src/shape/", tests, "^packages/(engine-tests|benchmarks)/"],
      },
      to: { path: ["^zod/v4/core", "node_modules/zod/v4/core/"] },
    },
    {
      name: "aws-sdk-in-one-folder",
      comment: "in client, only execute/ loads the AWS SDK; elsewhere its types may be imported",
      severity: "error",
      from: { path: "^packages/client/src/", pathNot: ["^packages/client/src/execute/", tests] },
      to: { path: aws, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "optional-sdk-package",
      comment: "lib-dynamodb is an optional peer: for users without it, a signature that names its types becomes `any`",
      severity: "error",
      from: { path: "^packages/(client|keywright|tables|testkit|cli)/src/", pathNot: tests },
      to: { path: "@aws-sdk[/+]lib-dynamodb" },
    },
    {
      name: "vitest-in-one-folder",
      comment: "in testkit, only vitest/ loads vitest: everything else works with any test runner",
      severity: "error",
      from: { path: "^packages/testkit/src/", pathNot: ["^packages/testkit/src/vitest/", tests] },
      to: { path: testTools },
    },
    {
      name: "testcontainers-in-one-folder",
      comment: "testcontainers is an optional peer: only engine/container/ knows it, and loads it when it is needed",
      severity: "error",
      from: { path: "^packages/testkit/src/", pathNot: ["^packages/testkit/src/engine/container/", tests] },
      to: { path: testcontainers },
    },
    {
      name: "no-tests-in-sources",
      comment: "tests, and what only tests use, are not imported by sources",
      severity: "error",
      from: { pathNot: [tests, "^packages/(engine-tests|benchmarks)/"] },
      to: { path: tests },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@keywright/source", "import", "node", "default", "types"],
    },
  },
};
