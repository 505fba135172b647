import type { WordTable } from './EventWords';

const making = { title: 'The home volume is being made' };

/** Words for what storage tells of a home volume claim. */
export const homeWords: WordTable = {
  WaitForFirstConsumer: {
    title: 'The home volume is made where the desktop gets its place',
  },
  WaitForPodScheduled: {
    title: 'The home volume is made where the desktop gets its place',
  },
  Provisioning: making,
  ExternalProvisioning: making,
  ProvisioningSucceeded: { title: 'The home volume was made' },
  ProvisioningFailed: { title: 'The home volume could not be made yet' },
  FailedBinding: { title: 'There is no storage for the home volume yet' },
  ClaimLost: {
    severity: 'error',
    title: 'The storage of the home volume does not exist any more',
  },
  Resizing: { title: 'The home volume is being made larger' },
  FileSystemResizeRequired: {
    title: 'The home volume is made larger when the desktop starts again',
  },
  FileSystemResizeSuccessful: { title: 'The home volume was made larger' },
  VolumeResizeFailed: { title: 'The home volume could not be made larger' },
};
