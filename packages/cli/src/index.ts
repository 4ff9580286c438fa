export { defineConfig, type KeywrightConfig } from "./config/config.ts";
