import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../../dev/sessions';
import { listOf, mockVdiApi, renderPage } from '../../__testUtils__/testing';

const starting: SessionView = {
  ...newSession('kicad', 1, Date.now()),
  phase: 'Creating',
  message: 'Finding a node.',
};

it('tells of a desktop once where a tab waits for it', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValue(listOf(starting));
  api.getSession.mockResolvedValue(starting);
  renderPage(api, '/desktops/open/default/vdi-sessions/kicad-1');
  await screen.findByText('Finding a node.');

  const regions = screen.getAllByRole('status');
  expect(regions).toHaveLength(1);
  expect(regions[0]).toHaveTextContent('Starting');
});

it('leads from an address that does not exist to the list', async () => {
  renderPage(mockVdiApi(), '/desktops/nothing/here');
  expect(
    await screen.findByRole('heading', { name: 'My desktops' }),
  ).toBeInTheDocument();
});

it.each(['Ben & <b>Jerry</b>', '$t(page.title) {{title}}', 'שולחן 1'])(
  'shows the name %s as it is',
  async title => {
    const api = mockVdiApi();
    api.listSessions.mockResolvedValue(
      listOf({ ...starting, title, phase: 'Failed' }),
    );
    renderPage(api);

    const row = await screen.findByRole('listitem', { name: title });
    await userEvent.click(
      within(row).getByRole('button', { name: `Delete ${title}` }),
    );

    expect(
      await screen.findByRole('dialog', { name: `Delete ${title}?` }),
    ).toBeInTheDocument();
  },
);
