import type { z } from 'zod/v3';

/** What the actions registry makes schemas with: it hands it to each of them. */
export type Zod = typeof z;
