/** What one request takes at most. */
export interface ChunkLimits {
  readonly most: number;
  readonly bytes: number;
}

/** A part of a batch, as far as putting it into a request goes. */
export interface BatchPart {
  /** Its table and key, as a text: no two parts of a batch have the same. */
  readonly id: string;
  /** Bytes that it takes in a request; 0 where so many of them fit that it does not matter. */
  readonly bytes: number;
  /** The operations that it stands for. */
  readonly positions: readonly number[];
}

/** What one request holds. */
export interface Chunk<P> {
  readonly parts: readonly P[];
  /** Where they were taken from, and what is left of them goes back to. */
  readonly lane: P[];
}

/**
 * Takes what one request holds off the front of the first lane that has anything; nothing where all are empty. Parts of two
 * lanes never share a request.
 */
export function takeChunk<P extends BatchPart>(
  lanes: readonly P[][],
  { most, bytes }: ChunkLimits,
): Chunk<P> | undefined {
  const lane = lanes.find(({ length }) => length > 0);
  if (lane === undefined) return undefined;
  let [count, size] = [0, 0];
  for (const part of lane) {
    size += part.bytes;
    if (count === most || (count > 0 && size > bytes)) break;
    count++;
  }
  return { parts: lane.splice(0, count), lane };
}

/** The requests that a batch takes, where nothing is left unprocessed. */
export function chunksOf<P extends BatchPart>(
  lanes: readonly (readonly P[])[],
  limits: ChunkLimits,
): readonly (readonly P[])[] {
  const left = lanes.map((lane) => [...lane]);
  const chunks: (readonly P[])[] = [];
  for (let chunk = takeChunk(left, limits); chunk; chunk = takeChunk(left, limits)) chunks.push(chunk.parts);
  return chunks;
}
