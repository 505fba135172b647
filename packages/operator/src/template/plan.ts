import { isDeepStrictEqual } from 'node:util';
import { setConditions } from '../session/conditions';
import { toTime } from '../session/time';
import type { Settings } from '../settings';
import { imageFinding } from './imageFinding';
import { planPrePull, type PrePullStep } from './prePull';
import { validFinding } from './validFinding';
import type { TemplateStatus, TemplateView } from './view';

/** What to do about a template now. Planned again on its own outcome it is empty. */
export interface TemplatePlan {
  prePull?: PrePullStep;
  /** The whole status to write, after everything else was done. */
  status?: TemplateStatus;
  /** When to look again if nothing happens before, in milliseconds since 1970. */
  requeueAt?: number;
}

/**
 * Decides what to do about a template. Pure.
 *
 * @param now - milliseconds since 1970
 */
export function planTemplate(
  view: TemplateView,
  now: number,
  settings: Settings,
): TemplatePlan {
  const { template, sessions, nodes } = view;
  const before = template.status;
  const { step, finding, requeueAt } = planPrePull(view, now, settings);
  const status: TemplateStatus = {
    observedGeneration: template.metadata.generation,
    sessions,
    ...(nodes && { nodes: nodes.total, imageNodes: nodes.withImage }),
    conditions: setConditions(
      before?.conditions,
      [validFinding(template, settings), imageFinding(view), finding],
      toTime(now),
    ),
  };
  return {
    ...(step && { prePull: step }),
    ...(!isDeepStrictEqual(before, status) && { status }),
    ...(requeueAt !== undefined && { requeueAt }),
  };
}
