import type { Reach } from '../activity/reach';

/** What came of asking a desktop. */
export type ProbeResult = 'answered' | 'failed';

/** The same way to desktops; `probed` is told what came of each question. */
export function meterReach(
  reach: Reach,
  probed: (result: ProbeResult) => void,
): Reach {
  return {
    async get(target, path, options) {
      let result: ProbeResult = 'failed';
      try {
        const answer = await reach.get(target, path, options);
        result = 'answered';
        return answer;
      } finally {
        probed(result);
      }
    },
  };
}
