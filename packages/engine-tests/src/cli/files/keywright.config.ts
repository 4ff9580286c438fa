import { defineConfig } from "@keywright/cli";

export default defineConfig({
  model: "model.ts", // or a list; from the folder of this file
  tables: { CliTasks: "cli-tasks" }, // names in the service
});
