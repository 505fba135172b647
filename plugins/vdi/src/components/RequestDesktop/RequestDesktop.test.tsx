import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { newSession } from '../../../dev/sessions';
import { templates } from '../../../dev/templates';
import {
  listOf,
  mockVdiApi,
  renderPage,
  serverError,
} from '../../__testUtils__/testing';

const NEW = '/desktops/new';
const start = () => screen.findByRole('button', { name: 'Start desktop' });

afterEach(() => jest.useRealTimers());

function apiWithTemplates() {
  const api = mockVdiApi();
  api.listTemplates.mockResolvedValue({ items: templates, clusters: [] });
  return api;
}

it('starts the first template with one click, and shows its row at once', async () => {
  const api = apiWithTemplates();
  api.createSession.mockResolvedValue(newSession('blender', 1, Date.now()));
  renderPage(api, NEW);

  await userEvent.click(await start());

  expect(api.createSession).toHaveBeenCalledWith({
    template: 'blender',
    title: undefined,
  });
  const row = await screen.findByRole('listitem', { name: 'Blender 1' });
  expect(row).toHaveTextContent('Starting');
  expect(row).toHaveFocus();
  expect(screen.getByTestId('announcements')).toHaveTextContent(
    'Blender 1: Starting.',
  );
});

it('starts another template under a name', async () => {
  const api = apiWithTemplates();
  api.createSession.mockResolvedValue(newSession('kicad', 1, Date.now()));
  renderPage(api, NEW);

  await userEvent.click(await screen.findByRole('radio', { name: 'KiCad' }));
  await userEvent.type(
    screen.getByRole('textbox', { name: /Name/ }),
    ' Sensor board {Enter}',
  );

  await waitFor(() =>
    expect(api.createSession).toHaveBeenCalledWith({
      template: 'kicad',
      title: 'Sensor board',
    }),
  );
});

it('starts one of two templates of one name in the cluster that was chosen', async () => {
  const api = mockVdiApi();
  const [blender] = templates;
  api.listTemplates.mockResolvedValue({
    items: ['here', 'there'].map(cluster => ({ ...blender, cluster })),
    clusters: [],
  });
  api.createSession.mockResolvedValue(newSession('blender', 1, Date.now()));
  renderPage(api, `${NEW}?template=blender`);

  expect(
    await screen.findByRole('radio', { name: 'Blender (here)' }),
  ).toBeChecked();
  await userEvent.click(screen.getByRole('radio', { name: 'Blender (there)' }));
  await userEvent.click(await start());

  expect(api.createSession).toHaveBeenCalledWith({
    template: 'blender',
    cluster: 'there',
    title: undefined,
  });
});

it('chooses the template of the address', async () => {
  renderPage(apiWithTemplates(), `${NEW}?template=browser`);
  expect(await screen.findByRole('radio', { name: 'Browser' })).toBeChecked();
});

it('chooses what the person had last', async () => {
  const api = apiWithTemplates();
  api.listSessions.mockResolvedValue(
    listOf(newSession('kicad', 1, Date.now())),
  );
  renderPage(api, NEW);
  expect(await screen.findByRole('radio', { name: 'KiCad' })).toBeChecked();
});

it('chooses it in the cluster where the person had it', async () => {
  const api = apiWithTemplates();
  const [blender] = templates;
  api.listTemplates.mockResolvedValue({
    items: ['here', 'there'].map(cluster => ({ ...blender, cluster })),
    clusters: [],
  });
  const last = newSession('blender', 1, Date.now());
  api.listSessions.mockResolvedValue(listOf({ ...last, cluster: 'there' }));
  renderPage(api, NEW);
  expect(
    await screen.findByRole('radio', { name: 'Blender (there)' }),
  ).toBeChecked();
});

it.each([
  ['blender', 'A whole GPU', false],
  [
    'ubuntu-desktop',
    'A slice of a GPU (MIG 1g.5gb), with memory of its own',
    false,
  ],
  ['cuda-dev', 'Shares a GPU in time with others: no memory of its own', true],
])('says how the GPU of %s is shared', async (name, words, isWarning) => {
  renderPage(apiWithTemplates(), `${NEW}?template=${name}`);
  const sharing = await screen.findByText(words);
  expect(
    within(sharing).queryByRole('img', { name: 'Warning:' }) !== null,
  ).toBe(isWarning);
});

it('says nothing of sharing where there is no GPU', async () => {
  renderPage(apiWithTemplates(), `${NEW}?template=browser`);
  await start();
  expect(screen.getByText('GPU').nextSibling).toHaveTextContent(
    /^CPU · no GPU$/,
  );
});

it('says that the wanted template is gone', async () => {
  renderPage(apiWithTemplates(), `${NEW}?template=amiga`);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'There is no template "amiga" any more.',
  );
});

it('offers what replaces a deprecated template', async () => {
  renderPage(apiWithTemplates(), `${NEW}?template=ubuntu-desktop-22`);

  await userEvent.click(
    await screen.findByRole('button', { name: 'Use Ubuntu desktop instead.' }),
  );

  expect(screen.getByRole('radio', { name: 'Ubuntu desktop' })).toBeChecked();
});

it('says beside the name what is wrong with it', async () => {
  const api = apiWithTemplates();
  api.createSession.mockRejectedValue(
    await serverError(400, {
      name: 'InputError',
      message: 'title: You have a desktop of this name.',
      field: 'title',
    }),
  );
  renderPage(api, NEW);

  await userEvent.click(await start());

  const name = await screen.findByRole('textbox', {
    name: /Name/,
    description: 'You have a desktop of this name.',
  });
  expect(name).toBeInvalid();
  await waitFor(() => expect(name).toHaveFocus());

  await userEvent.type(name, 'x');
  expect(name).toBeValid();
});

it('says on top what is wrong with the rest', async () => {
  const api = apiWithTemplates();
  api.createSession.mockRejectedValue(
    await serverError(403, {
      name: 'NotAllowedError',
      message: 'Your group may not request desktops.',
    }),
  );
  renderPage(api, NEW);

  await userEvent.click(await start());

  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Your group may not request desktops.',
  );
  expect(await start()).toBeEnabled();
});

it('says that nobody knows whether it was started, and looks', async () => {
  const api = apiWithTemplates();
  api.createSession.mockRejectedValue(new TypeError('Failed to fetch'));
  renderPage(api, NEW);
  await start();
  api.listSessions.mockClear();

  await userEvent.click(await start());

  expect(await screen.findByRole('alert')).toHaveTextContent(
    'look at your desktops before you try again',
  );
  await waitFor(() => expect(api.listSessions).toHaveBeenCalled());
});

it('lets the person be who went elsewhere meanwhile', async () => {
  const api = apiWithTemplates();
  let accept: (session: SessionView) => void = () => {};
  api.createSession.mockReturnValue(
    new Promise(resolve => {
      accept = resolve;
    }),
  );
  api.getSession.mockReturnValue(new Promise(() => {}));
  const { goTo } = renderPage(api, NEW);
  await userEvent.click(await start());

  goTo('/desktops/open/default/vdi-sessions/blender-7');
  await screen.findByText('Looking for the desktop…');
  await act(async () => accept(newSession('kicad', 1, Date.now())));

  expect(screen.getByText('Looking for the desktop…')).toBeInTheDocument();
});

it('offers another of a desktop in its own cluster', async () => {
  const api = mockVdiApi();
  const [blender] = templates;
  api.listTemplates.mockResolvedValue({
    items: ['here', 'there'].map(cluster => ({ ...blender, cluster })),
    clusters: [],
  });
  const stopped = newSession('blender', 1, Date.now());
  api.listSessions.mockResolvedValue(
    listOf(
      { ...newSession('blender', 2, Date.now()), cluster: 'here' },
      { ...stopped, cluster: 'there', phase: 'Stopped', reason: 'Idle' },
    ),
  );
  renderPage(api);

  await userEvent.click(
    await screen.findByRole('link', { name: /Request another/ }),
  );

  expect(
    await screen.findByRole('radio', { name: 'Blender (there)' }),
  ).toBeChecked();
});

it('does not say that there are no templates where that is not known', async () => {
  const api = mockVdiApi();
  api.listTemplates.mockResolvedValue({
    items: [],
    clusters: [
      {
        name: 'default',
        state: 'unavailable',
        message: 'The desktops are being read.',
      },
    ],
  });
  renderPage(api, NEW);

  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The desktops are being read.',
  );
});

it('shows templates as soon as there are some', async () => {
  jest.useFakeTimers({ advanceTimers: true });
  const api = mockVdiApi();
  renderPage(api, NEW);
  await screen.findByText('There is nothing to choose from yet');

  api.listTemplates.mockResolvedValue({ items: templates, clusters: [] });
  await act(() => jest.advanceTimersByTimeAsync(10_000));

  expect(await start()).toBeInTheDocument();
});

it('says what an administrator has to do without templates', async () => {
  renderPage(mockVdiApi(), NEW);
  expect(
    await screen.findByText('There is nothing to choose from yet'),
  ).toBeInTheDocument();
});
