import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession, sessions } from '../../../dev/sessions';
import { templates } from '../../../dev/templates';
import {
  listOf,
  mockVdiApi,
  renderPage,
  serverError,
} from '../../__testUtils__/testing';

const NOW = Date.parse('2026-11-02T15:46:00Z');

const NO_CLUSTER = {
  name: 'ClusterUnavailableError',
  code: 'VDI_CLUSTER_UNAVAILABLE',
  message: 'The cluster cannot be reached.',
};

const rows = () =>
  within(screen.getByRole('list', { name: 'My desktops' })).getAllByRole(
    'listitem',
  );

const row = (name: string) => screen.findByRole('listitem', { name });

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

describe('rows', () => {
  it.each<[string, string, string, string | undefined]>([
    ['CUDA dev 2', 'Starting', '48 s', 'Open when ready'],
    ['Browser 1', 'Running', '12 min', 'Open'],
    ['KiCad 1', 'Waiting for a GPU', '15 min', 'Open when ready'],
    ['Blender 1', 'Running', '2 h 14 min', 'Open'],
    ['Blender 2', 'Failed', '8 min ago', 'Details'],
    ['Ubuntu desktop 3', 'Stopped', '22 h ago', 'Request another'],
  ])('%s: %s, %s, %s', async (title, word, clock, action) => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    const shown = within(await row(title));

    expect(shown.getByText(word)).toBeInTheDocument();
    expect(shown.getByText(clock)).toBeInTheDocument();
    expect(shown.getByText(action!)).toBeInTheDocument();
  });

  it.each([
    ['Blender 1', 'A whole GPU', false],
    [
      'Ubuntu desktop 3',
      'A slice of a GPU (MIG 1g.5gb), with memory of its own',
      false,
    ],
    [
      'CUDA dev 2',
      'Shares a GPU in time with others: no memory of its own',
      true,
    ],
  ])('%s says how its GPU is shared', async (title, words, isWarning) => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    const sharing = within(await row(title)).getByText(words);

    const mark = within(sharing).queryByRole('img', { name: 'Warning:' });
    expect(mark !== null).toBe(isWarning);
  });

  it('says in the details how the GPU is shared', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    await userEvent.click(
      within(await row('Blender 2')).getByRole('button', { name: /Details/ }),
    );

    const details = within(await screen.findByRole('dialog'));
    expect(details.getByText('GPU').nextSibling).toHaveTextContent(
      /^A whole GPU$/,
    );
  });

  it('opens a running desktop in a tab that cannot reach back', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    const link = await screen.findByRole('link', {
      name: 'Open Blender 1 in a new tab',
    });

    expect(link).toHaveAttribute('href', 'https://blender-1.vdi.localhost');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it('lets a tab wait for a starting one', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    expect(
      await screen.findByRole('link', {
        name: 'Open when ready CUDA dev 2 in a new tab',
      }),
    ).toHaveAttribute('href', '/desktops/open/default/vdi-sessions/cuda-dev-2');
  });

  it('warns of an end within 15 minutes in more than colour', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    expect(
      within(await row('Browser 1')).getByText('Ends soon:'),
    ).toBeInTheDocument();
    expect(
      within(await row('Blender 1')).queryByText('Ends soon:'),
    ).not.toBeInTheDocument();
  });

  it('shows a state that a newer operator wrote', async () => {
    const api = mockVdiApi();
    const session = {
      ...newSession('kicad', 1, NOW),
      phase: 'Creating' as const,
      reason: 'Levitating',
    };
    api.listSessions.mockResolvedValue(listOf(session));
    renderPage(api);

    expect(
      within(await row('KiCad 1')).getByText('Starting'),
    ).toBeInTheDocument();
  });

  it('says when a desktop stops in the zone of the reader', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    const end = new Date(NOW + 2.24 * 3_600_000);
    const time = end.toLocaleTimeString(undefined, { timeStyle: 'short' });
    expect(await row('Blender 1')).toHaveTextContent(
      `Stops at ${time}: the 8 h limit.`,
    );
  });

  it('says what is used', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);

    await row('Blender 1');

    expect(screen.getByText('home volumes').nextSibling).toHaveTextContent(
      '50 GiB',
    );
    expect(screen.getByText('GPUs').nextSibling).toHaveTextContent('3');
  });
});

describe('search', () => {
  it('narrows the rows, says so, and can be undone', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    renderPage(api);
    await row('KiCad 1');
    const search = screen.getByRole('searchbox', { name: 'Search desktops' });

    await userEvent.type(search, 'blender');
    expect(rows()).toHaveLength(2);
    expect(screen.getByText('2 of 6 desktops')).toBeInTheDocument();

    await userEvent.type(search, '!');
    expect(screen.getByText('No desktop fits this search.')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(rows()).toHaveLength(6);
  });
});

describe('without desktops', () => {
  it('says that it is loading', async () => {
    const api = mockVdiApi();
    api.listSessions.mockReturnValue(new Promise(() => {}));
    renderPage(api);

    expect(
      await screen.findByText('Loading your desktops…'),
    ).toBeInTheDocument();
  });

  it('invites with templates that are not deprecated', async () => {
    const api = mockVdiApi();
    api.listTemplates.mockResolvedValue({ items: templates, clusters: [] });
    renderPage(api);

    expect(await screen.findByRole('link', { name: /KiCad/ })).toHaveAttribute(
      'href',
      '/desktops/new?template=kicad',
    );
    expect(screen.queryByText('Ubuntu desktop 22.04')).not.toBeInTheDocument();
  });

  it('invites with deprecated templates where there are no others', async () => {
    const api = mockVdiApi();
    const items = templates.filter(({ deprecated }) => deprecated);
    api.listTemplates.mockResolvedValue({ items, clusters: [] });
    renderPage(api);

    expect(
      await screen.findByRole('link', { name: /Ubuntu desktop 22.04/ }),
    ).toBeInTheDocument();
  });

  it('says what an administrator has to do without templates', async () => {
    renderPage(mockVdiApi());

    expect(
      await screen.findByText(/An administrator adds them as VDITemplate/),
    ).toBeInTheDocument();
  });
});

describe('trouble', () => {
  it.each<[string, () => Promise<Error>, string]>([
    [
      'no cluster',
      () => serverError(503, NO_CLUSTER),
      'The cluster cannot be reached.',
    ],
    [
      'nobody signed in',
      () => serverError(401, { name: 'AuthenticationError', message: 'x' }),
      'Reload the page to sign in again.',
    ],
    [
      'no permission',
      () => serverError(403, { name: 'NotAllowedError', message: 'Ask bob.' }),
      'You are not allowed to see desktops: Ask bob.',
    ],
    [
      'no backend plugin',
      () => serverError(404, { name: 'NotFoundError', message: 'x' }),
      'The server knows no desktops: the backend plugin vdi is not installed.',
    ],
    [
      'a server that is not ready',
      () => serverError(503, { name: 'ServiceUnavailableError', message: 'x' }),
      'The portal’s server does not answer. Your desktops keep running.',
    ],
    [
      'no server',
      async () => new TypeError('Failed to fetch'),
      'The portal’s server does not answer. Your desktops keep running.',
    ],
    [
      'something else',
      () => serverError(500, { name: 'Error', message: 'It is on fire.' }),
      'It is on fire.',
    ],
  ])('%s is said in words, with a way out', async (_, error, words) => {
    const api = mockVdiApi();
    api.listSessions.mockRejectedValue(await error());
    renderPage(api);

    const alert = await screen.findByRole('alert', {}, { timeout: 5_000 });
    expect(alert).toHaveTextContent(words);

    api.listSessions.mockResolvedValue(listOf(...sessions(NOW)));
    await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
    expect(await row('Blender 1')).toBeInTheDocument();
  });

  it('keeps what was known, marked as such', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValueOnce(listOf(...sessions(NOW)));
    const { signal } = renderPage(api);
    await row('Blender 1');

    api.listSessions.mockRejectedValue(await serverError(503, NO_CLUSTER));
    await signal();

    expect(
      await screen.findByText(
        /The cluster cannot be reached.*As of/,
        undefined,
        {
          timeout: 5_000,
        },
      ),
    ).toBeInTheDocument();
    expect(await row('Blender 1')).toBeInTheDocument();
  });
});

describe('live', () => {
  const starting: SessionView = {
    ...newSession('kicad', 1, NOW),
    phase: 'Creating',
    reason: 'WaitingForGPU',
  };
  const running: SessionView = {
    ...starting,
    phase: 'Running',
    reason: 'Running',
    url: 'https://kicad-1.vdi.localhost',
  };

  it('follows signals, and tells it once to those who do not see the row', async () => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(listOf(starting));
    const { signal } = renderPage(api);
    await row('KiCad 1');
    const announcements = screen.getByTestId('announcements');
    expect(announcements).toBeEmptyDOMElement();

    api.listSessions.mockResolvedValue(listOf(running));
    await signal();

    expect(
      await screen.findByRole('link', { name: 'Open KiCad 1 in a new tab' }),
    ).toBeInTheDocument();
    expect(announcements).toHaveTextContent(/^KiCad 1: Running\.$/);
  });

  it('moves the focus when the row that holds it is gone', async () => {
    const api = mockVdiApi();
    const other = newSession('blender', 2, NOW);
    api.listSessions.mockResolvedValue(listOf(running, other));
    const { signal } = renderPage(api);
    await row('KiCad 1');
    act(() =>
      screen.getByRole('button', { name: 'More actions for KiCad 1' }).focus(),
    );

    api.listSessions.mockResolvedValue(listOf(other));
    await signal();

    await waitFor(() =>
      expect(
        screen.getByRole('heading', { name: 'My desktops' }),
      ).toHaveFocus(),
    );
    expect(screen.getByTestId('announcements')).toHaveTextContent(
      'KiCad 1 is deleted.',
    );
  });
});
