import path from 'node:path';
import { stringify } from 'yaml';
import { buildPod } from '../children/buildPod';
import { EXAMPLE_TEMPLATES } from '../testing/exampleTemplates';
import { golden } from '../testing/golden';
import { aSession, settings } from '../testing/objects';
import { templateProblems } from './templateProblems';

/** Those that no test runs, so that a person looks at what becomes of them. */
const READY = EXAMPLE_TEMPLATES.filter(
  ({ file }) => path.dirname(file) === 'more',
);

describe('the example templates', () => {
  it('are found', () => {
    expect(READY.map(({ template }) => template.metadata.name)).toEqual([
      'kasmvnc',
      'linuxserver-webtop',
      'nvidia-egl-desktop',
    ]);
  });

  it.each(EXAMPLE_TEMPLATES)('$file has no problems', ({ template }) => {
    expect(templateProblems(template)).toEqual([]);
  });

  it.each(READY)('$file makes the pod that is meant', async ({ template }) => {
    const name = `pod-example-${template.metadata.name}`;
    const session = aSession({ spec: { resources: {} } });
    const pod = buildPod(session, template, settings);
    expect(stringify(pod)).toBe(await golden(name, pod));
  });
});
