/** The world that the program runs in. */
export interface Io {
  /** Results: what other programs read. */
  readonly out: (text: string) => void;
  /** Everything else: progress, questions, problems. */
  readonly err: (text: string) => void;
  /** Whether there is somebody to ask. */
  readonly interactive: boolean;
  /** Whether `err` is a terminal, on which a line can be written over. */
  readonly terminal: boolean;
  /** The width of the terminal. */
  readonly columns: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks for a line. */
  readonly ask: (question: string) => Promise<string>;
  /** Aborted when the user ends the program. */
  readonly signal: AbortSignal;
}
