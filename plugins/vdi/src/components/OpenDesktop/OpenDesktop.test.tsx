import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../../dev/sessions';
import { vdiApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SessionsProvider } from '../../sessions/SessionsProvider';
import { mockVdiApi, serverError } from '../../__testUtils__/testing';
import { OpenDesktop } from './OpenDesktop';

const session = (changes: Partial<SessionView>): SessionView => ({
  ...newSession('kicad', 1, Date.now()),
  ...changes,
});

function renderTab(api = mockVdiApi()) {
  const become = jest.fn();
  renderInTestApp(
    <SessionsProvider>
      <Routes>
        <Route
          path="/desktops/open/:cluster/:namespace/:name"
          element={<OpenDesktop become={become} />}
        />
      </Routes>
    </SessionsProvider>,
    {
      mountedRoutes: { '/desktops': rootRouteRef },
      initialRouteEntries: ['/desktops/open/default/vdi-sessions/kicad-1'],
      apis: [[vdiApiRef, api]],
    },
  );
  return become;
}

it('becomes the desktop when it answers', async () => {
  const api = mockVdiApi();
  api.getSession.mockResolvedValue(
    session({ phase: 'Running', url: 'https://kicad-1.vdi.localhost' }),
  );
  const become = renderTab(api);

  await waitFor(() =>
    expect(become).toHaveBeenCalledWith('https://kicad-1.vdi.localhost'),
  );
  expect(api.getSession).toHaveBeenCalledWith({
    cluster: 'default',
    namespace: 'vdi-sessions',
    name: 'kicad-1',
  });
});

it('says how far it is until then', async () => {
  const api = mockVdiApi();
  api.getSession.mockResolvedValue(
    session({ phase: 'Creating', message: 'Finding a node.' }),
  );
  const become = renderTab(api);

  expect(await screen.findByText('Finding a node.')).toBeInTheDocument();
  expect(
    screen.getByText('This tab becomes the desktop as soon as it is ready.'),
  ).toBeInTheDocument();
  expect(become).not.toHaveBeenCalled();
});

it('does not wait for what will not come', async () => {
  const api = mockVdiApi();
  api.getSession.mockResolvedValue(
    session({ phase: 'Failed', reason: 'OutOfMemory' }),
  );
  renderTab(api);

  expect(
    await screen.findByText('This desktop does not start by itself any more.'),
  ).toBeInTheDocument();
});

it('says that the desktop is gone', async () => {
  const api = mockVdiApi();
  api.getSession.mockRejectedValue(
    await serverError(404, {
      name: 'NotFoundError',
      code: 'VDI_SESSION_NOT_FOUND',
      message: 'x',
    }),
  );
  renderTab(api);

  expect(
    await screen.findByText('There is no such desktop any more.'),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'My desktops' })).toHaveAttribute(
    'href',
    '/desktops',
  );
});

describe('while it is looked at', () => {
  beforeEach(() => jest.useFakeTimers({ advanceTimers: true }));
  afterEach(() => jest.useRealTimers());
  const pass = (seconds: number) =>
    act(() => jest.advanceTimersByTimeAsync(seconds * 1_000));

  it.each<[string, Partial<SessionView>, boolean]>([
    ['often while it starts', { phase: 'Creating' }, true],
    [
      'seldom when it does not start by itself',
      { phase: 'Failed', reason: 'OutOfMemory' },
      false,
    ],
  ])('asks %s', async (_, changes, isOften) => {
    const api = mockVdiApi();
    api.getSession.mockResolvedValue(session(changes));
    renderTab(api);
    await screen.findByRole('heading', { name: 'KiCad 1' });
    api.getSession.mockClear();

    await pass(60);

    // Every 2 s or every 10 s.
    expect(api.getSession.mock.calls.length > 20).toBe(isOften);
  });

  it('asks no more for one that is gone', async () => {
    const api = mockVdiApi();
    api.getSession.mockRejectedValue(
      await serverError(404, {
        name: 'NotFoundError',
        code: 'VDI_SESSION_NOT_FOUND',
        message: 'x',
      }),
    );
    renderTab(api);
    await screen.findByText('There is no such desktop any more.');
    api.getSession.mockClear();

    await pass(60);

    expect(api.getSession).not.toHaveBeenCalled();
  });

  it('keeps what was known when there is no answer, and says from when that is', async () => {
    const api = mockVdiApi();
    api.getSession.mockResolvedValueOnce(session({ phase: 'Creating' }));
    api.getSession.mockRejectedValue(new TypeError('Failed to fetch'));
    renderTab(api);
    await screen.findByRole('heading', { name: 'KiCad 1' });

    await pass(5);

    expect(
      await screen.findByText(/The portal’s server does not answer.*As of/),
    ).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'KiCad 1' })).toBeVisible();
  });
});
