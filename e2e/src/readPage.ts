import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { testCluster } from './testCluster';

/** Reads a desktop's page as a browser does that trusts the local certificate authority. Rejects when the certificate is not good. */
export async function readPage(
  url: string,
): Promise<{ status: number; body: string }> {
  const { hostname, port, pathname } = new URL(url);
  const { traefik } = await testCluster();
  const ca = await readFile(traefik.caFile);
  return new Promise((resolve, reject) => {
    // Browsers know that *.localhost is this machine; Node asks the resolver, which does not.
    request(
      {
        host: '127.0.0.1',
        port,
        path: pathname,
        servername: hostname,
        headers: { Host: hostname },
        ca,
      },
      response => {
        text(response).then(
          body => resolve({ status: response.statusCode!, body }),
          reject,
        );
      },
    )
      .on('error', reject)
      .end();
  });
}
