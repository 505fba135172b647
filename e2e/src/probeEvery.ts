/** How often desktops are asked whether somebody is there. By default seldom, for idle times of hours, which no test waits for. */
export const PROBE_EVERY = '2s';
