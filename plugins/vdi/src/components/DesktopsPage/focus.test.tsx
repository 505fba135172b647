import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../../dev/sessions';
import { listOf, mockVdiApi, renderPage } from '../../__testUtils__/testing';

const kicad: SessionView = {
  ...newSession('kicad', 1, Date.now()),
  phase: 'Running',
  reason: 'Running',
  url: 'https://kicad-1.vdi.localhost',
};

const button = (name: string) => screen.findByRole('button', { name });

const title = () => screen.getByRole('heading', { name: 'My desktops' });

it('comes back from details that were opened by the menu, by keys alone', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValue(listOf(kicad));
  renderPage(api);
  const more = await button('More actions for KiCad 1');
  act(() => more.focus());

  await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
  await screen.findByRole('dialog', { name: 'Details of KiCad 1' });
  await userEvent.keyboard('{Escape}');

  await waitFor(() => expect(more).toHaveFocus());
});

it('goes to the title when the last desktop is gone', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValue(listOf(kicad));
  const { signal } = renderPage(api);
  const more = await button('More actions for KiCad 1');
  act(() => more.focus());

  api.listSessions.mockResolvedValue(listOf());
  await signal();

  await waitFor(() => expect(title()).toHaveFocus());
});

it('goes to the title when a desktop is gone whose dialog is open', async () => {
  const api = mockVdiApi();
  const other = newSession('blender', 1, Date.now());
  api.listSessions.mockResolvedValue(listOf(kicad, other));
  const { signal } = renderPage(api);
  await userEvent.click(await button('More actions for KiCad 1'));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Details' }));
  await screen.findByRole('dialog');

  api.listSessions.mockResolvedValue(listOf(other));
  await signal();

  await waitFor(() => expect(title()).toHaveFocus());
});

it('goes to the title after a deletion that took its own button away', async () => {
  const api = mockVdiApi();
  const failed = { ...kicad, phase: 'Failed' as const, reason: 'OutOfMemory' };
  api.listSessions.mockResolvedValue(listOf(failed));
  renderPage(api);
  await userEvent.click(await button('Delete KiCad 1'));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Delete desktop' }));

  await waitFor(() => expect(title()).toHaveFocus());
});

it('goes to the title when all is shown again', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValue(listOf(kicad));
  renderPage(api);
  await button('More actions for KiCad 1');
  await userEvent.type(screen.getByRole('searchbox'), 'blender');

  await userEvent.click(await button('Show all'));

  await waitFor(() => expect(title()).toHaveFocus());
});
