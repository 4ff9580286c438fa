import { describeIsolation } from "../isolation.ts";

describeIsolation("two");
