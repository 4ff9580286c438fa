import type { Logger } from "./sdk-client.ts";

/** A logger that somebody set; the SDK gives clients one that does nothing. */
export function setLogger(logger: Logger | undefined): Logger | undefined {
  return logger?.constructor?.name === "NoOpLogger" ? undefined : logger;
}

interface Output {
  readonly $metadata: object;
}

/** Tells a logger of each request what the SDK's own middleware would tell it. */
export async function logged<T extends Output>(
  logger: Logger,
  name: string,
  input: object,
  send: () => Promise<T>,
): Promise<T> {
  const subject = { clientName: "DynamoDBClient", commandName: `${name}Command`, input };
  try {
    const answer = await send();
    const { $metadata, ...output } = answer;
    logger.info?.({ ...subject, output, metadata: $metadata });
    return answer;
  } catch (error) {
    logger.error?.({ ...subject, error, metadata: (error as Partial<Output>).$metadata });
    throw error;
  }
}
