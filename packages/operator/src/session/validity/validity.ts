import { type Finding, finding } from '../conditions';
import type { SessionView } from '../view';
import { annotationProblems } from './annotationProblems';
import { gpuProblems } from './gpuProblems';
import { homeProblems } from './homeProblems';
import { refProblems } from './refProblems';
import { sizeProblems } from './sizeProblems';
import { timeProblems } from './timeProblems';

/**
 * Whether a session and its template say what can be meant: what no schema can forbid. None of it stops a desktop that can
 * run.
 */
export function validity(view: SessionView): Finding {
  const { session, template } = view;
  const problems = [
    ...timeProblems(session, template),
    ...sizeProblems(session, template),
    ...gpuProblems(view),
    ...homeProblems(view),
    ...refProblems(session),
    ...annotationProblems(session),
  ];
  return problems.length
    ? finding(
        'Valid',
        false,
        problems[0].reason,
        problems.map(({ message }) => message).join(' '),
      )
    : finding('Valid', true, 'Valid', 'Nothing contradicts itself.');
}
