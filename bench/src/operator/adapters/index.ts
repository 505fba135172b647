import { agentSandbox } from './agentSandbox';
import type { Adapter } from './adapter';

/** The controllers that can be put beside the operator, by what `--peer` calls them. */
export const ADAPTERS: Record<string, Adapter> = {
  [agentSandbox.name]: agentSandbox,
};
