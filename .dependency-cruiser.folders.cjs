// Cycles between folders. Tests are left out: they stand beside the code and may reach across it.

const base = require("./.dependency-cruiser.cjs");

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-folder-cycle",
      comment: "the folders of a package follow the way of the data, one way",
      severity: "error",
      scope: "folder",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    ...base.options,
    exclude: { path: ["(^|/)dist/", "([.]test(-d)?|/test-support)[.]ts$", "/testing/"] },
    metrics: true,
  },
};
