import { screen, within } from '@testing-library/react';
import type {
  ClusterState,
  SessionList,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../../dev/sessions';
import { templates } from '../../../dev/templates';
import { listOf, mockVdiApi, renderPage } from '../../__testUtils__/testing';

const SINCE = '2026-11-02T15:40:00Z';

const blender: SessionView = {
  ...newSession('blender', 1, Date.now()),
  phase: 'Running',
  reason: 'Running',
  url: 'https://blender-1.vdi.localhost',
};

const listWith = (
  cluster: ClusterState,
  ...items: SessionView[]
): SessionList => ({ ...listOf(...items), clusters: [cluster] });

const row = (name: string) => screen.findByRole('listitem', { name });

it('says of a cluster that cannot be reached since when and why', async () => {
  const api = mockVdiApi();
  const cluster = { name: 'oslo', state: 'stale' as const, since: SINCE };
  api.listSessions.mockResolvedValue(
    listWith(
      { ...cluster, message: 'It cannot be reached.' },
      { ...blender, cluster: 'oslo', stale: true },
    ),
  );
  renderPage(api);

  expect(await row('Blender 1')).toHaveTextContent(
    'Its cluster cannot be reached: this is what was known of it last.',
  );
  expect(
    screen.getByText(/^Cluster oslo: It cannot be reached\. As of /),
  ).toBeInTheDocument();
});

it('keeps a desktop that nothing is known of any more, and tells nobody that it is deleted', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValueOnce(listOf(blender));
  const { signal } = renderPage(api);
  await row('Blender 1');

  api.listSessions.mockResolvedValue(
    listWith({
      name: 'default',
      state: 'unavailable',
      message: 'The desktops are being read.',
    }),
  );
  await signal();

  expect(
    await screen.findByText(
      'The desktops are being read. Desktops that it has may be missing here.',
    ),
  ).toBeInTheDocument();
  expect(
    within(await row('Blender 1')).getByRole('link', { name: /^Open/ }),
  ).toBeInTheDocument();
  expect(screen.getByTestId('announcements')).toBeEmptyDOMElement();
});

it('does not say that there is no desktop where that is not known', async () => {
  const api = mockVdiApi();
  api.listTemplates.mockResolvedValue({ items: templates, clusters: [] });
  api.listSessions.mockResolvedValue({
    items: [],
    clusters: [
      { name: 'oslo', state: 'unavailable' },
      { name: 'berlin', state: 'ok' },
    ],
  });
  renderPage(api);

  expect(
    await screen.findByRole('heading', { name: 'No desktop that is known of' }),
  ).toBeInTheDocument();
  expect(
    screen.getByText(/^Cluster oslo: The cluster does not answer\. /),
  ).toBeInTheDocument();
  expect(screen.queryByText(/berlin/)).not.toBeInTheDocument();
});
