import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDockerfile } from './dockerfile';
import { imageFolder } from './folders';

const RUN = 'RUN --mount=type=bind,target=/build sh /build/install.sh';

describe('readDockerfile', () => {
  it('reads what a container starts with', () => {
    expect(
      readDockerfile(`
        # a comment
        FROM debian:bookworm-slim
        ${RUN}
        LABEL org.opencontainers.image.title="Linux desktop" \\
              org.opencontainers.image.licenses=Apache-2.0
        ENV HOME=/home/user LANG=C.UTF-8
        ENV TITLE="two words"
        USER 1000:1000
        WORKDIR /home/user
        EXPOSE 8080
        ENTRYPOINT ["/usr/bin/tini", "--", "/start"]
      `),
    ).toEqual({
      suite: 'bookworm',
      contexts: [],
      env: ['HOME=/home/user', 'LANG=C.UTF-8', 'TITLE=two words'],
      user: '1000:1000',
      workingDir: '/home/user',
      ports: ['8080/tcp'],
      entrypoint: ['/usr/bin/tini', '--', '/start'],
      labels: {
        'org.opencontainers.image.title': 'Linux desktop',
        'org.opencontainers.image.licenses': 'Apache-2.0',
      },
    });
  });

  it('finds the images whose folders the build needs too', () => {
    const { contexts } = readDockerfile(
      RUN.replace(
        ' sh',
        ' --mount=type=bind,from=desktop-a,target=/desktop-a --mount=type=bind,from=b,target=/b sh',
      ),
    );
    expect(contexts).toEqual(['desktop-a', 'b']);
  });

  it.each([
    'RUN --mount=type=bind,target=/build --mount=type=bind,from=a,target=/b sh /build/install.sh',
    'RUN --mount=type=bind,target=/build sh /build/install.sh && rm /etc/passwd',
    'RUN apt-get install -y something',
    'COPY . /app',
    'FROM ubuntu:24.04',
    'FROM debian:bookworm-slim AS second',
  ])('refuses what the local builder would leave out: %s', line => {
    expect(() => readDockerfile(`FROM debian:bookworm-slim\n${line}`)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_DOCKERFILE',
        message: expect.stringContaining(line),
      }),
    );
  });

  it.each([
    ['desktop-novnc', [], '/home/user'],
    ['desktop-selkies', ['desktop-novnc'], '/home/ubuntu'],
  ])(
    'understands %s, which runs as an unprivileged user',
    async (name, contexts, home) => {
      const folder = await imageFolder(name);
      const config = readDockerfile(
        await readFile(join(folder, 'Dockerfile'), 'utf8'),
      );
      expect(config).toMatchObject({
        suite: 'bookworm',
        contexts,
        user: '1000:1000',
        ports: ['8080/tcp'],
        workingDir: home,
      });
      expect(config.env).toContain(`HOME=${home}`);
    },
  );
});
