import { ANNOTATION_ICE_SERVERS } from '@backstage-vdi/plugin-vdi-common';
import { RTC_CONFIG_PATH } from '../runtimes/relayVariables';
import type { RuntimeFacts } from '../runtimes/resolveRuntime';
import type { Volume, VolumeMount } from './manifests';

const NAME = 'ice-servers';
const FILE = `${NAME}.json`;

/** Parts of a Pod. */
interface PodFile {
  annotations: Record<string, string>;
  volumes: Volume[];
  mounts: VolumeMount[];
}

/**
 * The file of a WebRTC desktop's ICE servers: an annotation of its Pod, so that it needs no object of its own. None where it asks the
 * portal for them, which the file would go before.
 */
export function iceServersFile(
  { iceServers }: RuntimeFacts,
  turnService: string | undefined,
): PodFile {
  if (iceServers === undefined || turnService !== undefined) {
    return { annotations: {}, volumes: [], mounts: [] };
  }
  const fieldPath = `metadata.annotations['${ANNOTATION_ICE_SERVERS}']`;
  return {
    annotations: { [ANNOTATION_ICE_SERVERS]: iceServers },
    volumes: [
      {
        name: NAME,
        downwardAPI: { items: [{ path: FILE, fieldRef: { fieldPath } }] },
      },
    ],
    // By its path inside of the volume it is a file; in a volume that is mounted whole it would be a link, which Selkies refuses.
    mounts: [{ name: NAME, mountPath: RTC_CONFIG_PATH, subPath: FILE }],
  };
}
