import { utf8Length } from "../../wire/size.ts";
import { isRecord } from "../problems.ts";
import type { Check } from "./check.ts";
import { object, oneOf, onUse } from "./check.ts";

const most = 20 * 1024;
const anything: Check = () => undefined;

const shape = onUse(() =>
  object(
    `a policy is an object: { Version: "2012-10-17", Statement: [...] }`,
    { Version: oneOf("2012-10-17", "2008-10-17"), Id: anything, Statement: anything },
    "Statement",
  ),
);

const statement: Check = (problems, path, value) => {
  if (!isRecord(value)) {
    problems.add(path, "a statement is an object: { Effect, Principal, Action, Resource }");
    return;
  }
  oneOf("Allow", "Deny")(problems, `${path}.Effect`, value.Effect);
  for (const one of ["Principal", "Action", "Resource"]) {
    if (value[one] === undefined && value[`Not${one}`] === undefined) {
      problems.add(`${path}.${one}`, `is missing; a statement of a resource's policy has it, or Not${one}`);
    }
  }
};

/** The shape and size of a policy; what its actions mean is left to the service. */
export const resourcePolicy: Check = (problems, path, value) => {
  shape(problems, path, value);
  if (!isRecord(value)) return;
  const { Statement } = value;
  if (Array.isArray(Statement)) {
    for (const [i, one] of Statement.entries()) statement(problems, `${path}.Statement[${i}]`, one);
  } else if (Statement !== undefined) statement(problems, `${path}.Statement`, Statement);
  const size = utf8Length(JSON.stringify(value));
  if (size > most) problems.add(path, `a resource's policy has at most ${most} bytes as JSON; this one has ${size}`);
};
