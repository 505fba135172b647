/** What a profile means for a pod. */
export interface Security {
  pod: object;
  container: object;
  /** Folders that are writable although the root is not. */
  writable: Array<{ name: string; mountPath: string }>;
}

/** A person's files belong to this group, whoever runs the desktop. */
const USER = 1000;

const HOME_GROUP = {
  fsGroup: USER,
  // A home with a million files would otherwise be walked through at each start.
  fsGroupChangePolicy: 'OnRootMismatch',
};

const SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };

const PROFILES: Record<'strict' | 'baseline', Security> = {
  // Pod Security "restricted", and a read-only root.
  strict: {
    pod: {
      ...HOME_GROUP,
      ...SECCOMP,
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
    },
    container: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
    },
    writable: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'run', mountPath: '/run' },
      { name: 'var-tmp', mountPath: '/var/tmp' },
    ],
  },
  // Pod Security "baseline": images that start as root and drop to the user themselves, or use sudo.
  baseline: {
    pod: { ...HOME_GROUP, ...SECCOMP },
    container: { privileged: false },
    writable: [],
  },
};

/** What a template's profile means for a pod. */
export function securityOf(
  profile: keyof typeof PROFILES = 'strict',
): Security {
  return PROFILES[profile];
}
