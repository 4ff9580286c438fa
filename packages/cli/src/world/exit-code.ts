/** What the program ends with, for CI. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong, the command line included. */
  error: 1,
  /** The model and what is there are not the same, or changes are pending. */
  different: 2,
  /** The command went to the end, and some items were left as they were. */
  incomplete: 3,
  /** Ended by the user. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
