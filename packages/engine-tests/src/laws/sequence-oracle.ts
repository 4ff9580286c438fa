/** An item as the program sees it. */
export interface Task {
  readonly user: string;
  readonly id: string;
  readonly title: string;
  readonly status: "OPEN" | "DONE";
  readonly due?: string | undefined;
  readonly points?: number | undefined;
  readonly expiresAt?: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a caller gives of an item. */
export type Attributes = Partial<Pick<Task, "status" | "due" | "points" | "expiresAt">> & Pick<Task, "title">;

/** What a caller changes; `null` removes. */
export interface Change {
  readonly title?: string;
  readonly status?: "OPEN" | "DONE";
  readonly due?: string | null;
  readonly addPoints?: number;
  readonly removePoints?: boolean;
  readonly expiresAt?: Date | null;
}

/** What a write expects: an item that was seen, or just its version. `write` tells one write from every other. */
export interface Expected {
  readonly version: number;
  readonly write: number | undefined;
}

export interface Demands {
  readonly expected?: Expected | undefined;
  /** The stored points must be at least these. */
  readonly minPoints?: number | undefined;
}

export type Outcome =
  | { readonly ok: true; readonly item: Task | undefined }
  | { readonly ok: false; readonly code: string; readonly item?: Task | undefined; readonly more?: object };

interface Stored {
  readonly item: Task;
  readonly write: number;
}

/**
 * A table as the documentation describes it: a map of items and a clock. It shares no code with the library, so that both
 * would have to be wrong in the same way.
 */
export interface Oracle {
  now: Date;
  readonly stored: Map<string, Stored>;
  writeOf(id: string): number | undefined;
  get(id: string): Task | undefined;
  live(): readonly Task[];
  create(id: string, attributes: Attributes): Outcome;
  put(item: Task, demands: Demands): Outcome;
  update(id: string, change: Change, demands: Demands): Outcome;
  upsert(id: string, attributes: Attributes): Outcome;
  remove(id: string, mustExist: boolean, demands: Demands): Outcome;
  check(id: string, demands: Demands): Outcome;
  move(item: Task, to: string, demands: Demands): Outcome;
}

export function makeOracle(user: string, now: Date): Oracle {
  let writes = 0;
  const stored = new Map<string, Stored>();
  const isExpired = ({ expiresAt }: Task): boolean =>
    expiresAt !== undefined && Math.floor(expiresAt.getTime() / 1000) <= Math.floor(oracle.now.getTime() / 1000);
  const get = (id: string): Task | undefined => {
    const found = stored.get(id)?.item;
    return found === undefined || isExpired(found) ? undefined : found;
  };
  const write = (item: Task): Outcome => {
    // The required attributes are there: only what is undefined goes.
    const clean = Object.fromEntries(
      Object.entries(item).filter(([, value]) => value !== undefined),
    ) as unknown as Task;
    stored.set(item.id, { item: clean, write: ++writes });
    return { ok: true, item: clean };
  };

  /** Why a change of an item that must be there fails. */
  const refusal = (id: string, { expected, minPoints }: Demands): Outcome | undefined => {
    const found = get(id);
    if (found === undefined) return { ok: false, code: "item-not-found", more: { expired: stored.has(id) } };
    const sameWrite = expected?.write === undefined || expected.write === stored.get(id)?.write;
    if (expected !== undefined && !(expected.version === found.version && sameWrite)) {
      const more = { expected: expected.version, actual: found.version };
      return { ok: false, code: "version-conflict", item: found, more };
    }
    const met = minPoints === undefined || (found.points !== undefined && found.points >= minPoints);
    return met ? undefined : { ok: false, code: "condition-failed", item: found };
  };
  const fresh = (id: string, attributes: Attributes): Task => ({
    status: "OPEN",
    ...attributes,
    user,
    id,
    version: 1,
    createdAt: oracle.now,
    updatedAt: oracle.now,
  });

  const oracle: Oracle = {
    now,
    stored,
    get,
    writeOf: (id) => stored.get(id)?.write,
    live: () =>
      [...stored.values()]
        .map(({ item }) => item)
        .filter((item) => !isExpired(item))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    create(id, attributes) {
      const found = get(id);
      return found ? { ok: false, code: "item-exists", item: found } : write(fresh(id, attributes));
    },
    put(item, demands) {
      const expected = demands.expected ?? { version: item.version, write: undefined };
      const refused = refusal(item.id, { ...demands, expected });
      return refused ?? write({ ...item, version: expected.version + 1, updatedAt: oracle.now });
    },
    update(id, change, demands) {
      const refused = refusal(id, demands);
      const found = get(id);
      if (refused || found === undefined) return refused ?? { ok: true, item: undefined };
      const { addPoints, removePoints, due, expiresAt, ...plain } = change;
      return write({
        ...found,
        ...plain,
        due: due === null ? undefined : (due ?? found.due),
        expiresAt: expiresAt === null ? undefined : (expiresAt ?? found.expiresAt),
        points: removePoints ? undefined : addPoints === undefined ? found.points : (found.points ?? 0) + addPoints,
        version: found.version + 1,
        updatedAt: oracle.now,
      });
    },
    upsert(id, attributes) {
      const found = get(id);
      if (found === undefined) return write(fresh(id, attributes));
      return write({ ...found, ...attributes, version: found.version + 1, updatedAt: oracle.now });
    },
    remove(id, mustExist, demands) {
      const found = get(id);
      if (found === undefined && !mustExist) {
        // Nothing is asked of what is not there; what has expired is deleted for good.
        stored.delete(id);
        return { ok: true, item: undefined };
      }
      const refused = refusal(id, demands);
      if (refused) return refused;
      stored.delete(id);
      return { ok: true, item: found };
    },
    check: (id, demands) => refusal(id, demands) ?? { ok: true, item: undefined },
    move(item, to, demands) {
      const refused = refusal(item.id, demands);
      if (refused) return refused;
      const taken = get(to);
      if (taken) return { ok: false, code: "item-exists", item: taken };
      stored.delete(item.id);
      return write({ ...item, id: to, version: item.version + 1, updatedAt: oracle.now });
    },
  };
  return oracle;
}
