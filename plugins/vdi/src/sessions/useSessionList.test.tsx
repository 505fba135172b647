import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  SessionList,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../dev/sessions';
import { listOf, mockVdiApi, renderPage } from '../__testUtils__/testing';

const NOW = Date.now();

const running: SessionView = {
  ...newSession('kicad', 1, NOW),
  phase: 'Running',
  reason: 'Running',
  url: 'https://kicad-1.vdi.localhost',
};

const row = (name = 'KiCad 1') => screen.findByRole('listitem', { name });

/** Answers of the session API that a test gives one by one. */
function answers(api: ReturnType<typeof mockVdiApi>) {
  const open: Array<(list: SessionList) => void> = [];
  api.listSessions.mockImplementation(
    () => new Promise(resolve => open.push(resolve)),
  );
  return {
    next: (list: SessionList) =>
      act(async () => {
        open.shift()!(list);
      }),
    open,
  };
}

afterEach(() => jest.restoreAllMocks());

it('shows what is answered although signals come faster than answers', async () => {
  const api = mockVdiApi();
  const { next, open } = answers(api);
  const { signal } = renderPage(api);
  await waitFor(() => expect(open).toHaveLength(1));

  await signal();
  await signal();
  await next(listOf(running));

  expect(await row()).toHaveTextContent('Running');
  // What came before the signals may be of before the change.
  await waitFor(() => expect(api.listSessions).toHaveBeenCalledTimes(2));
  await next(listOf({ ...running, title: 'Sensor board' }));
  expect(await row('Sensor board')).toBeInTheDocument();
});

it('asks for nothing while nobody sees the page, and at once when it is seen again', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValue(listOf(running));
  const { signal } = renderPage(api);
  await row();
  const visibility = jest.spyOn(document, 'visibilityState', 'get');
  const turn = (state: DocumentVisibilityState) =>
    act(async () => {
      visibility.mockReturnValue(state);
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });

  await turn('hidden');
  api.listSessions.mockClear();
  await signal();
  await signal();
  expect(api.listSessions).not.toHaveBeenCalled();

  await turn('visible');
  await waitFor(() => expect(api.listSessions).toHaveBeenCalled());
});

it('does not bring a deleted desktop back for an answer that was not shown', async () => {
  const api = mockVdiApi();
  api.listSessions.mockResolvedValueOnce(listOf(running));
  const { signal } = renderPage(api);
  await row();
  const { next, open } = answers(api);
  await userEvent.click(
    screen.getByRole('button', { name: 'More actions for KiCad 1' }),
  );
  await userEvent.click(screen.getByRole('menuitem', { name: 'Delete' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Delete desktop' }));
  await waitFor(() => expect(open).toHaveLength(1));

  await signal();
  await next(listOf());

  expect(screen.queryByRole('link', { name: /^Open KiCad 1/ })).toBeNull();
});

it('takes all pages for one list', async () => {
  const api = mockVdiApi();
  api.listSessions
    .mockResolvedValueOnce({ ...listOf(running), nextCursor: 'more' })
    .mockResolvedValueOnce(
      listOf({ ...running, uid: 'another', title: 'Blender 1' }),
    );
  renderPage(api);

  expect(await row('Blender 1')).toBeInTheDocument();
  expect(await row()).toBeInTheDocument();
  expect(api.listSessions).toHaveBeenNthCalledWith(
    2,
    expect.objectContaining({ cursor: 'more' }),
  );
});
