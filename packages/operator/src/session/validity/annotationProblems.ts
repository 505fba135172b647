import {
  ANNOTATION_ACTIVE_AT,
  ANNOTATION_RESTARTED_AT,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { fromTime } from '../time';
import { type Problem, problemIf } from './problem';

/** Annotations that ask for something in a way that cannot be read. They are ignored. */
export function annotationProblems({ metadata }: VDISession): Problem[] {
  return [ANNOTATION_RESTARTED_AT, ANNOTATION_ACTIVE_AT].flatMap(name => {
    const text = metadata.annotations?.[name];
    return problemIf(
      text !== undefined && fromTime(text) === undefined,
      'AnnotationNotReadable',
      () =>
        `The annotation ${name} is "${text}" and has to be a time such as 2026-11-21T18:00:00Z.`,
    );
  });
}
