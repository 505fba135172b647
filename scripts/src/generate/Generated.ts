/** A file that is made from another and kept beside the code. */
export interface Generated {
  /** Where it belongs. */
  path: string;
  /** What is to be in it. */
  content: string;
}
