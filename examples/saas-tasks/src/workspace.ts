import type { Database } from "keywright";

/** Where one tenant works: what every function of this service gets, and all it gets of the tenant. */
export interface Workspace {
  readonly db: Database;
  readonly tenantId: string;
  readonly clock: () => Date;
}
