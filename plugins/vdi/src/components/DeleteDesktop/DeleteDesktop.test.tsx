import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../../dev/sessions';
import {
  listOf,
  mockVdiApi,
  renderPage,
  serverError,
} from '../../__testUtils__/testing';

const session: SessionView = {
  ...newSession('kicad', 1, Date.now()),
  phase: 'Running',
  reason: 'Running',
  url: 'https://kicad-1.vdi.localhost',
};

async function askFor(changes: Partial<SessionView> = {}) {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValue(listOf({ ...session, ...changes }));
  renderPage(api);
  await userEvent.click(
    await screen.findByRole('button', { name: 'More actions for KiCad 1' }),
  );
  await userEvent.click(screen.getByRole('menuitem', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete KiCad 1?' });
  return { api, dialog: within(dialog) };
}

it.each<[string, Partial<SessionView>, string, string]>([
  [
    'a home that is kept',
    {},
    'Your home volume of 10 GiB stays, with the files in it.',
    'Delete desktop',
  ],
  [
    'a home that is deleted',
    { homeKept: false },
    'Its home volume of 10 GiB is deleted too. The files in it cannot be brought back.',
    'Delete desktop and files',
  ],
  [
    'no home',
    { homeSize: undefined },
    'It has no home volume: nothing in it is kept.',
    'Delete desktop',
  ],
])('says what becomes of %s', async (_, changes, words, button) => {
  const { dialog } = await askFor(changes);
  expect(dialog.getByText(words)).toBeInTheDocument();
  expect(dialog.getByRole('button', { name: button })).toBeInTheDocument();
});

it.each<[string, Partial<SessionView>, RegExp]>([
  ['runs', {}, /ends at once/],
  ['has stopped', { phase: 'Stopped', reason: 'Idle' }, /from this list/],
  ['has failed', { phase: 'Failed', reason: 'DiskFull' }, /from this list/],
])('says what becomes of a desktop that %s', async (_, changes, words) => {
  const { dialog } = await askFor(changes);
  expect(dialog.getByText(words)).toBeInTheDocument();
});

it('deletes, and the row says so before the list does', async () => {
  const { api, dialog } = await askFor();

  await userEvent.click(dialog.getByRole('button', { name: 'Delete desktop' }));

  expect(api.deleteSession).toHaveBeenCalledWith(
    expect.objectContaining({ namespace: 'vdi-sessions', name: 'kicad-1' }),
  );
  const row = await screen.findByRole('listitem', { name: 'KiCad 1' });
  await waitFor(() => expect(row).toHaveTextContent('Deleting'));
  expect(within(row).queryByText('Open')).not.toBeInTheDocument();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

it('keeps the desktop unless the person is sure', async () => {
  const { api, dialog } = await askFor();

  await userEvent.click(dialog.getByRole('button', { name: 'Keep it' }));

  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
  expect(api.deleteSession).not.toHaveBeenCalled();
});

it('is not taken back by closing the dialog while it is under way', async () => {
  const { api, dialog } = await askFor();
  api.deleteSession.mockReturnValue(new Promise(() => {}));

  await userEvent.click(dialog.getByRole('button', { name: 'Delete desktop' }));
  await userEvent.keyboard('{Escape}');

  expect(dialog.getByRole('button', { name: 'Keep it' })).toBeDisabled();
  expect(screen.getByRole('dialog')).toBeInTheDocument();
});

it('is content when somebody else was quicker', async () => {
  const { api, dialog } = await askFor();
  api.deleteSession.mockRejectedValue(
    await serverError(404, {
      name: 'NotFoundError',
      code: 'VDI_SESSION_NOT_FOUND',
      message: 'There is no such desktop.',
    }),
  );

  await userEvent.click(dialog.getByRole('button', { name: 'Delete desktop' }));

  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
});

it('says that nobody knows whether it was deleted', async () => {
  const { api, dialog } = await askFor();
  api.deleteSession.mockRejectedValue(new TypeError('Failed to fetch'));

  await userEvent.click(dialog.getByRole('button', { name: 'Delete desktop' }));

  expect(await dialog.findByRole('alert')).toHaveTextContent(
    'look at your desktops before you try again',
  );
});

it('says why it was not deleted, and can be tried again', async () => {
  const { api, dialog } = await askFor();
  api.deleteSession.mockRejectedValue(
    await serverError(503, {
      name: 'ServiceUnavailableError',
      code: 'VDI_CLUSTER_UNAVAILABLE',
      message: 'The cluster does not answer.',
    }),
  );
  const confirm = dialog.getByRole('button', { name: 'Delete desktop' });

  await userEvent.click(confirm);

  expect(await dialog.findByRole('alert')).toHaveTextContent(
    'The cluster does not answer.',
  );
  expect(confirm).toBeEnabled();
});
