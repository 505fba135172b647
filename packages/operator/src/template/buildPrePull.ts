import { createHash } from 'node:crypto';
import {
  ANNOTATION_MADE_FROM,
  childName,
  LABEL_MANAGED_BY,
  LABEL_TEMPLATE,
  MANAGED_BY,
  VDI_GROUP,
  VDI_VERSION,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Manifest } from '../children/manifests';
import { tolerationsOf } from './tolerations';

/** A DaemonSet as far as the operator fills it in. */
export interface DaemonSet extends Manifest {
  kind: 'DaemonSet';
  spec: { selector: object; updateStrategy: object; template: object };
}

/** Where images are fetched in advance. */
export interface PrePullPlace {
  namespace: string;
  /** Labels of nodes with GPUs as `key=value`. Absent: all nodes that the template selects. */
  gpuNodes?: readonly string[];
}

/** Nobody's user on every Linux: an image needs no rights to wait. */
const NOBODY = 65_534;

/** Enough of SHA-256 to tell the versions of one DaemonSet apart. */
const HASH_LENGTH = 10;

/** Name of the DaemonSet that fetches a template's image. */
export function prePullName(template: string): string {
  return `prepull-${childName(template)}`;
}

/**
 * The DaemonSet that has a template's image fetched on every node that a desktop of it could run on, and kept there.
 *
 * Its pods are the image itself, waiting in a shell, which every desktop has. An image volume (Kubernetes 1.36) would need no shell, but
 * a container runtime newer than many nodes have, and a second image to run. A container that has ended would fetch too, but an image
 * that no container runs is what a kubelet removes first when its disk fills.
 */
export function buildPrePull(
  template: VDITemplate,
  { namespace, gpuNodes }: PrePullPlace,
): DaemonSet {
  const { metadata, spec } = template;
  // Without the label by which the operator knows a session's pods.
  const labels = { [LABEL_TEMPLATE]: childName(metadata.name) };
  const { nodeAffinity } = spec.affinity ?? {};
  const wanted: DaemonSet['spec'] = {
    selector: { matchLabels: { ...labels } },
    // A few nodes at once: neither for hours one after the other, nor the registry at once by hundreds.
    updateStrategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '10%' },
    },
    template: {
      metadata: { labels },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // It has nothing to end, and a shell that is process 1 heeds no signal.
        terminationGracePeriodSeconds: 1,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: NOBODY,
          runAsGroup: NOBODY,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            name: 'image',
            image: spec.image,
            command: ['/bin/sh', '-c', 'exec tail -f /dev/null'],
            // An image that says `all` would be given every GPU where NVIDIA's runtime is the usual one.
            env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'void' }],
            // A shell that waits; the limit has room for what sets up its container.
            resources: {
              requests: { cpu: '1m', memory: '8Mi' },
              limits: { memory: '64Mi' },
            },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
          },
        ],
        tolerations: tolerationsOf(template),
        nodeSelector: {
          ...spec.nodeSelector,
          ...(spec.gpu && gpuNodes && labelsOf(gpuNodes)),
        },
        // What desktops want beside each other means nothing here.
        ...(nodeAffinity !== undefined && { affinity: { nodeAffinity } }),
        ...(spec.imagePullSecrets && {
          imagePullSecrets: spec.imagePullSecrets,
        }),
      },
    },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: prePullName(metadata.name),
      namespace,
      labels: { [LABEL_MANAGED_BY]: MANAGED_BY, ...labels },
      annotations: { [ANNOTATION_MADE_FROM]: hash(wanted) },
      // Cluster-scoped owners may have namespaced dependents: it goes with its template.
      ownerReferences: [
        {
          apiVersion: `${VDI_GROUP}/${VDI_VERSION}`,
          kind: 'VDITemplate',
          name: metadata.name,
          uid: metadata.uid ?? '',
          controller: true,
        },
      ],
    },
    spec: wanted,
  };
}

function labelsOf(labels: readonly string[]): Record<string, string> {
  return Object.fromEntries(labels.map(label => label.split('=')));
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('hex')
    .slice(0, HASH_LENGTH);
}
