import { readFileSync } from 'node:fs';
import path from 'node:path';
import { aTemplate } from '../testing/objects';
import type { RuntimeType } from './definition';
import type { PolicyTable } from './policies';
import { RUNTIMES } from './runtimes';
import { runtimeVariables } from './runtimeVariables';

const guide = readFileSync(
  path.join(__dirname, '../../../../docs/templates.md'),
  'utf8',
);
const TYPES = Object.keys(RUNTIMES) as RuntimeType[];

/** What a cell has between backticks. */
const codeOf = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(it => it[1]);

/** What is written below a heading. */
const sectionOf = (heading: string) =>
  guide.split(/^##+ /m).find(it => it.startsWith(heading)) ?? '';

/** Cells of a type's row in the table below a heading. */
function rowOf(heading: string, type: string): string[] {
  const rows = sectionOf(heading)
    .split('\n')
    .map(line =>
      line
        .split('|')
        .map(cell => cell.trim())
        .slice(1, -1),
    );
  return rows.find(([first = '']) => codeOf(first)[0] === type) ?? [];
}

/** Variables of the items below "Environment" that are for all types or for this one. */
function variablesOf(type: string): string[] {
  const items = sectionOf('Environment').split(/^- /m).slice(1);
  return items.flatMap(item => {
    const [label, names] = item.split(/:|\n\n/);
    return label === 'all' || codeOf(label).includes(type) ? codeOf(names) : [];
  });
}

describe('docs/templates.md', () => {
  it.each(TYPES)('has the facts of %s', type => {
    const { port, scheme, healthPath, homePath, activity, transports } =
      RUNTIMES[type];
    const [, , ...cells] = rowOf('Runtimes', type);
    expect(cells.map(cell => codeOf(cell).join() || cell)).toEqual([
      String(port ?? '–'),
      scheme,
      healthPath,
      homePath,
      activity?.path ?? '–',
      transports.join() || '–',
    ]);
  });

  it.each(TYPES)('has what each switch can be with %s', type => {
    const { policies } = RUNTIMES[type];
    const [, ...cells] = rowOf('What its users may do', type);
    const real = (Object.keys(policies) as Array<keyof PolicyTable>).map(name =>
      Object.entries(policies[name])
        .filter(([, outcome]) => typeof outcome !== 'string')
        .map(([value]) => value),
    );
    expect(cells.map(codeOf)).toEqual(real);
  });

  it.each(TYPES)('has the variables that are reserved with %s', type => {
    const template = aTemplate({ runtime: { type, port: 6080 } });
    const { reserved } = runtimeVariables(template);
    expect(variablesOf(type).sort()).toEqual(Object.keys(reserved).sort());
  });
});
