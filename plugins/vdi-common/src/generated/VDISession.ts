// Generated from charts/vdi-operator/crds/vdisessions.yaml by `npm run generate`. Do not edit.
import type {ObjectMeta} from '../objectMeta';

/**
 * A desktop of one person, run from a VDITemplate.
 */
export interface VDISession {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
  /**
   * What is wanted.
   */
  spec: {
    /**
     * E-mail address of the owner. Cannot be changed.
     */
    user: string;
    /**
     * Backstage entity ref of the owner, such as user:default/alice. Cannot be changed.
     */
    userRef?: string;
    /**
     * Name of the VDITemplate. Cannot be changed.
     */
    template: string;
    /**
     * Whether the desktop runs. false stops it and keeps the home volume.
     */
    running?: boolean;
    /**
     * Size of the desktop.
     */
    resources?: {
      /**
       * Number of GPUs. The template's, else 1, where absent; ignored where the template names no GPU resource.
       */
      gpu?: number;
      /**
       * CPU cores as a Kubernetes quantity, such as 2 or 500m. The template's where absent.
       */
      cpu?: number | string;
      /**
       * Memory as a Kubernetes quantity, such as 4Gi. The template's, else 4Gi, where absent.
       */
      memory?: number | string;
    };
    /**
     * The home volume.
     */
    persistence?: {
      /**
       * Whether the home is a volume. Without one everything is gone when the desktop stops.
       */
      enabled?: boolean;
      /**
       * Size of the home volume as a Kubernetes quantity.
       */
      size?: number | string;
      /**
       * Storage class of the home volume. The cluster's default where absent.
       */
      storageClassName?: string;
      /**
       * Whether the home volume outlives the session.
       */
      retain?: boolean;
    };
    /**
     * Longest run since the start, as a Go duration such as 90m, 8h or 1h30m. The template's, else 8h, where absent; never more than the template's timeout.max. Raising it while the desktop runs extends the run.
     */
    timeout?: string;
    /**
     * Stop after this long with nobody connected, as a Go duration. The template's where absent; never where that says none.
     */
    idleTimeout?: string;
    /**
     * Catalog entity that this desktop belongs to, such as component:default/render-farm.
     */
    entityRef?: string;
    /**
     * Who else may see or use this desktop.
     */
    shares?: {
      /**
       * Entity ref of a user or a group.
       */
      ref: string;
      /**
       * view sees the desktop; control uses its keyboard and mouse too.
       */
      role: 'view' | 'control';
      /**
       * When the share ends. Never where absent.
       */
      expires?: string;
    }[];
  };
  /**
   * What is there. Written by the operator only.
   */
  status?: {
    /**
     * Where the desktop is in its life.
     */
    phase?: 'Pending' | 'Creating' | 'Running' | 'Stopped' | 'Terminating' | 'Failed';
    /**
     * Generation of the spec that this status is about.
     */
    observedGeneration?: number;
    /**
     * Address of the desktop. Present while it answers.
     */
    url?: string;
    /**
     * Host name of the desktop. Kept for its whole life.
     */
    host?: string;
    podName?: string;
    /**
     * Which pod this status is about. Each run has one of its own.
     */
    podUID?: string;
    nodeName?: string;
    /**
     * When the present run became ready.
     */
    startTime?: string;
    /**
     * When the last run ended.
     */
    stopTime?: string;
    /**
     * Why the last run ended.
     */
    stopReason?: 'TimeLimit' | 'Idle' | 'ByUser' | 'ByAdmin' | 'Evicted' | 'Failed';
    /**
     * The desktop's clock, one time and one reason.
     */
    stopsAt?: {
      time: string;
      reason: 'TimeLimit' | 'Idle';
    };
    /**
     * When the present run took the place of another that was not stopped, and why. Kept until the desktop stops.
     */
    lastRestart?: {
      time: string;
      /**
       * ByUser was asked for; PodDeleted is somebody's kubectl delete; NodeLost and Evicted are the cluster's doing, DiskFull the desktop's own.
       */
      reason: 'ByUser' | 'PodDeleted' | 'NodeLost' | 'Evicted' | 'DiskFull';
      /**
       * The reason as the end of a sentence.
       */
      message: string;
    };
    /**
     * What was known of somebody being connected when the status was last written, which no look for people is a reason for. Unknown is never taken for idle.
     */
    activity?: {
      /**
       * When somebody was last seen connected.
       */
      lastActivity?: string;
      /**
       * When somebody could last be looked for, with success.
       */
      lastProbe?: string;
      source?: string;
    };
    /**
     * When each stage of the present run's start was reached, in whole seconds. Absent ones are not known.
     */
    timings?: {
      /**
       * When the run was asked for. The session's making for the first run, the restarted-at annotation for a restart, else the pod's making.
       */
      requested?: string;
      /**
       * When the desktop got its node.
       */
      scheduled?: string;
      /**
       * When its volumes were mounted and its network was there, by the pod's condition PodReadyToStartContainers.
       */
      volumeReady?: string;
      /**
       * When its image was there at the latest. Kubernetes keeps no time of that; this is when its container was first started, which follows at once.
       */
      imageReady?: string;
      /**
       * When its container was last started.
       */
      started?: string;
      /**
       * When it answered.
       */
      ready?: string;
      /**
       * When it first answered at its own address, through its route. Not known where routes are not checked.
       */
      routed?: string;
    };
    /**
     * What is so, why, and since when. Ready sums them up in words for the owner.
     */
    conditions?: {
      type: string;
      status: 'True' | 'False' | 'Unknown';
      reason: string;
      message: string;
      lastTransitionTime: string;
      observedGeneration?: number;
    }[];
  };
}
