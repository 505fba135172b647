/** What of a template does not fit its runtime or itself. */
export interface TemplateProblem {
  /** Path of the field, such as `spec.policies.files` or `spec.env[HOME]`. */
  field: string;
  /** What is wrong, what holds instead and what to do, for the administrator who wrote the template. */
  message: string;
}

/** Makes a list of one problem, or of none. */
export const problemIf = (
  holds: boolean,
  field: string,
  message: () => string,
): TemplateProblem[] => (holds ? [{ field, message: message() }] : []);
