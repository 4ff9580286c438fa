import { defineConfig } from "@keywright/cli";

export default defineConfig({ model: "model.ts", tables: { CliTasks: "cli-tasks" } });
