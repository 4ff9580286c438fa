import type { BatchIncompleteError, GetErrors } from "@keywright/client";
import type { Gotten } from "../transact/types.ts";

/** The operations of a batch, of a list or of labels. */
export type Member<O> = O extends readonly (infer M)[] ? M : O[keyof O];

/** What sending a batch may reject with. What is left of it can be sent again. */
export type BatchErrors<O> = GetErrors | BatchIncompleteError<Member<O>, Member<Gotten<O>>>;
