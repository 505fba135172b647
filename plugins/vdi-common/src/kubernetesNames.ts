/** API group of VDISession and VDITemplate. */
export const VDI_GROUP = 'vdi.kasm.io';

/** API version of VDISession and VDITemplate. */
export const VDI_VERSION = 'v1alpha1';

/** Holds a VDISession until its desktop is gone and its home is kept or removed as asked. */
export const SESSION_FINALIZER = `${VDI_GROUP}/session-cleanup`;

/** On every child: whose it is. */
export const LABEL_MANAGED_BY = 'app.kubernetes.io/managed-by';

/** Value of {@link LABEL_MANAGED_BY} on what the operator makes. */
export const MANAGED_BY = 'vdi-operator';

/** On every child: the session it belongs to, as {@link childName} shortens it to a label's 63 characters. */
export const LABEL_SESSION = `${VDI_GROUP}/session`;

/** On what fetches the image of a template: the template it is for, as {@link childName} shortens it to a label's 63 characters. */
export const LABEL_TEMPLATE = `${VDI_GROUP}/template`;

/** On a home volume: canonical owner, so that a kept home is only ever given back to the same person. */
export const ANNOTATION_OWNER = `${VDI_GROUP}/owner`;

/** On a VDISession: what its owner calls the desktop. */
export const ANNOTATION_TITLE = `${VDI_GROUP}/title`;

/** On a VDISession: which request made it, so that the same request makes no second one. */
export const ANNOTATION_REQUEST = `${VDI_GROUP}/request`;

/** On a VDISession, RFC 3339: a pod made before that time is replaced. How the portal and kubectl ask for a restart. */
export const ANNOTATION_RESTARTED_AT = `${VDI_GROUP}/restarted-at`;

/** On a VDISession, RFC 3339: somebody wanted to keep the desktop then, which counts as activity. */
export const ANNOTATION_ACTIVE_AT = `${VDI_GROUP}/active-at`;

/** On a Pod: hash of those parts of its session and template that shaped it, by which an outdated desktop is known. */
export const ANNOTATION_MADE_FROM = `${VDI_GROUP}/made-from`;

/** On a Pod: the ICE servers that its desktop and the browser use for WebRTC, as JSON. */
export const ANNOTATION_ICE_SERVERS = `${VDI_GROUP}/ice-servers`;

/** Name of the container of a desktop's Pod that the desktop runs in. */
export const DESKTOP_CONTAINER = 'desktop';
