/** Saves what changes time and again: one save at a time, each of what is newest then. */
export function createSaver(save: () => void | Promise<void>): () => Promise<void> {
  let dirty = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (dirty) {
      dirty = false;
      await save();
    }
  };
  return () => {
    dirty = true;
    running ??= Promise.resolve()
      .then(run)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
