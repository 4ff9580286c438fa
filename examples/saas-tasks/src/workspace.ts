import { type Database, scoped } from "keywright";

/** Where one tenant works: all that the functions of this service get. */
export interface Workspace {
  /** Fills the tenant into every operation, and refuses those that say another one. */
  readonly db: Database<"tenantId">;
  /** For operations that are described before they are sent: they name the tenant, and are held to it. */
  readonly tenantId: string;
  readonly clock: () => Date;
}

export function openWorkspace(db: Database, tenantId: string, clock: () => Date = () => new Date()): Workspace {
  return { db: scoped(db, { tenantId }), tenantId, clock };
}
