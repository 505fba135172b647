/**
 * Backstage backend plugin: the session API. It answers from the operator's cache, writes VDISession objects, and hosts the
 * operator where the configuration says so. What makes a desktop of a session is not here but in `@backstage-vdi/operator`.
 *
 * @packageDocumentation
 */
export { vdiPlugin as default } from './plugin';
export * from './permissions/conditions';
