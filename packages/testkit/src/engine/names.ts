/** The ways to get an engine, in the order in which they are described in the documentation. */
export const ENGINE_NAMES = ["dynoxide", "dynamodb-local", "container", "endpoint"] as const;

/** How an engine is had: started from a binary, with Java, or as a container, or found at an endpoint. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What answers at an endpoint. */
export const ENGINE_PRODUCTS = ["dynoxide", "dynamodb-local", "aws"] as const;

/** What answers at an endpoint: one of the two engines, or the service itself. */
export type EngineProduct = (typeof ENGINE_PRODUCTS)[number];
