import { aHome, aPod, aView } from '../testing/objects';
import { describeHomeTrouble, describeHomeWait } from './homeState';
import { describeScheduling } from './scheduling';

const home = { ...aHome(), phase: 'Pending' };
const view = (homeTrouble?: string) => aView({ named: { home }, homeTrouble });

describe('a home volume that is not there', () => {
  it.each([
    // Rancher's local-path-provisioner.
    'failed to provision volume with StorageClass "local-path": Only support ReadWriteOnce access mode',
    // Provisioners on Kubernetes' own library.
    'failed to provision volume with StorageClass "nfs": invalid AccessModes [ReadWriteOncePod]: only AccessModes [ReadWriteOnce] are supported',
    // A CSI driver.
    'failed to provision volume with StorageClass "old": rpc error: code = InvalidArgument desc = Volume capabilities: unsupported access mode',
    'PersistentVolume "pvc-1" is invalid: spec.accessModes: Unsupported value: "ReadWriteOncePod"',
  ])('is told for its access mode: %s', trouble => {
    expect(describeHomeWait(view(trouble))).toEqual([
      'AttachingHome',
      'Your home volume is not there yet: its storage does not take the access mode ReadWriteOncePod. An administrator has to give homes another.',
    ]);
    const told = describeHomeTrouble(view(trouble), trouble);
    expect(told.reason).toBe('AccessModeRefused');
    expect(told.message).toBe(
      `${trouble}. Name another access mode, in the template (persistence.accessMode) or for all homes (homeAccessMode), and delete the claim render-home: nothing was ever in it, and it is made anew.`,
    );
  });

  it.each([
    'storageclass.storage.k8s.io "fast" not found',
    'failed to provision volume with StorageClass "fast": access denied',
  ])('is told in the cluster’s own words for anything else: %s', trouble => {
    expect(describeHomeWait(view(trouble))).toEqual([
      'AttachingHome',
      `Your home volume is not there yet: ${trouble}. The desktop starts as soon as it is.`,
    ]);
    expect(describeHomeTrouble(view(trouble), trouble)).toEqual({
      reason: 'Pending',
      message: trouble,
    });
  });

  it('is told although the scheduler, which waits for it, says nothing', () => {
    const words = (trouble?: string) =>
      describeScheduling(aPod(), undefined, view(trouble));
    expect(words('no space left')).toEqual([
      'AttachingHome',
      'Your home volume is not there yet: no space left. The desktop starts as soon as it is.',
    ]);
    expect(words()).toEqual(['Scheduling', 'Finding a node.']);
  });
});
