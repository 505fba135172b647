/**
 * What the API server fills in where neither the request nor the template says anything: the defaults of the VDISession's
 * schema, needed here to tell people beforehand. A test holds the two together.
 */
export const SESSION_DEFAULTS = {
  gpu: 1,
  memory: '4Gi',
  homeSize: '10Gi',
  timeout: '8h',
} as const;
