/**
 * What `keywright.config.ts` says, so that command lines need not. Options of the command line go before. Files are relative to the
 * configuration's folder.
 */
export interface KeywrightConfig {
  /** The files that export tables and entities. */
  readonly model?: string | readonly string[];
  /** Names of tables in the service, by their names in the model. */
  readonly tables?: { readonly [model: string]: string };
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
}

/**
 * A configuration with its types checked.
 *
 * @example
 * export default defineConfig({ model: "src/model.ts", tables: { TaskApp: "dev-TaskApp" }, region: "eu-central-1" });
 */
export function defineConfig(config: KeywrightConfig): KeywrightConfig {
  return config;
}

/** A configuration as commands use it. */
export interface Config {
  /** Paths from the root. */
  readonly model: readonly string[];
  readonly tables: { readonly [model: string]: string };
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}
