import { describeIsolation } from "../isolation.ts";

describeIsolation("one");
