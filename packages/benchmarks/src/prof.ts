import { byHand } from "./run/by-hand.ts";
import { stubbedClient } from "./run/stub.ts";
import { withKeywright } from "./run/with-keywright.ts";
import { call } from "./run/workload.ts";

const c = (process.argv[3] === "hand" ? byHand : withKeywright)(stubbedClient().client, () => new Date());
const op = process.argv[2] as never;
for (let i = 0; i < Number(process.argv[4] ?? 2000); i++) await call(c, op, i);
