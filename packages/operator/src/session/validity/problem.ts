/** Something in a session or its template that contradicts itself, and what holds instead. */
export interface Problem {
  /** UpperCamelCase, for machines. */
  reason: string;
  /** A sentence for people. */
  message: string;
}

/** Makes a list of one problem, or of none. */
export const problemIf = (
  holds: boolean,
  reason: string,
  message: () => string,
): Problem[] => (holds ? [{ reason, message: message() }] : []);
