import { NAMESPACE, type Transport } from '@backstage-vdi/kube';
import { Watched } from './Watched';

/** Resolves when no namespace is on its way out: what is written there is refused in the words for a right that is not there. */
export async function untilNoneIsEnding(transport: Transport): Promise<void> {
  const namespaces = await Watched.start(transport, NAMESPACE);
  await namespaces.until(() =>
    namespaces.all().every(({ status }) => status?.phase === 'Active'),
  );
  await namespaces.stop();
}
