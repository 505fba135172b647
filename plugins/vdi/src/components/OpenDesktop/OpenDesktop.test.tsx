import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
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
    await serverError(404, { name: 'NotFoundError', message: 'x' }),
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
