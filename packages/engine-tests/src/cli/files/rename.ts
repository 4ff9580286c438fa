import type { StoredAttributes } from "keywright";

/** `name` is called `title` now. */
export const transform = ({ name, ...rest }: StoredAttributes): StoredAttributes | undefined =>
  name === undefined ? undefined : { ...rest, title: name };
