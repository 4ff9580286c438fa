import type { TestDynamoDB } from "@keywright/testkit";
import { repository } from "keywright";
import { beforeEach } from "vitest";
import { useDynamoDB } from "../test-support.ts";
import { Thing, table } from "./thing.ts";

type Things = ReturnType<typeof repository<typeof Thing>>;

/** An engine with the table of things, and in each test a partition that no other test uses. */
export interface InPartition {
  readonly dynamodb: () => TestDynamoDB;
  readonly things: () => Things;
  /** The key of the test's thing. */
  readonly key: () => { readonly owner: string; readonly id: string };
  /** Stores that thing. */
  readonly make: (more?: object) => ReturnType<Things["create"]>;
}

export function useThings(): InPartition {
  const dynamodb = useDynamoDB({ tables: [table] });
  const things = () => repository(dynamodb().db, Thing);
  let made = 0;
  beforeEach(() => {
    made += 1;
  });
  const key = () => ({ owner: `o${made}`, id: "a" });
  return { dynamodb, things, key, make: (more = {}) => things().create({ ...key(), ...more }) };
}
