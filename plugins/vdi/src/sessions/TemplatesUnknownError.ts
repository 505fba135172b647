/** No template is known, and neither is whether there are any: a cluster could not be read yet. The message says why. */
export class TemplatesUnknownError extends Error {
  readonly code = 'VDI_TEMPLATES_UNKNOWN';
}
