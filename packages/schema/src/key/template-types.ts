type NameOf<A> = A extends `${infer N}:${string}` ? N : A;

/** The attributes of a template in order: `["dueDate", "taskId"]` of `"DUE#{dueDate}#TASK#{taskId}"`. */
export type NamesIn<T> = T extends `${string}{${infer A}}${infer R}` ? [NameOf<A>, ...NamesIn<R>] : [];
