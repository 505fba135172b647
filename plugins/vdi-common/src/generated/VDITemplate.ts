// Generated from charts/vdi-operator/crds/vditemplates.yaml by `npm run generate`. Do not edit.
import type {ObjectMeta} from '../objectMeta';

/**
 * A kind of desktop that people may ask for.
 */
export interface VDITemplate {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
  spec: {
    /**
     * What people read.
     */
    displayName: string;
    /**
     * Container image of the desktop.
     */
    image: string;
    /**
     * One line that helps to choose.
     */
    description?: string;
    /**
     * Name of an icon, an https address or a data URI of a picture.
     */
    icon?: string;
    /**
     * Where the template is explained.
     */
    docsUrl?: string;
    tags?: string[];
    /**
     * Not offered to people; sessions that name it still work.
     */
    hidden?: boolean;
    /**
     * Still works, but something better is there.
     */
    deprecated?: {
      message?: string;
      /**
       * Name of the template to use instead.
       */
      replacement?: string;
    };
    /**
     * How the image serves its desktop. The facts of each type are known to the operator; custom sets them itself.
     */
    runtime?: {
      type?: 'selkies' | 'selkies-gstreamer' | 'kasmvnc' | 'novnc' | 'custom';
      /**
       * Port that the desktop listens on. The runtime's own where absent.
       */
      port?: number;
      scheme?: 'http' | 'https';
      /**
       * How the picture comes to the browser, where the runtime has a choice: selkies, which takes websocket where absent. webrtc needs a way for UDP, or a relay.
       */
      transport?: 'websocket' | 'webrtc';
      /**
       * Path that answers 200 once the desktop can be used. The runtime's own where absent.
       */
      healthPath?: string;
      /**
       * Where the home volume is mounted. The runtime's own where absent.
       */
      homePath?: string;
      /**
       * How the image tells whether somebody is connected, for the idle timeout. The runtime's own where absent.
       */
      activity?: {
        /**
         * Path on the runtime's port that answers a GET without credentials, with at most 64 KiB.
         */
        path: string;
        /**
         * json is an object with a number of connections, or a list of them, and optionally idleSeconds, for how long there has been none. gauge is a Prometheus metric that is above zero while somebody is connected; counter is one that grows at least every 15 s while somebody is.
         */
        format?: 'json' | 'gauge' | 'counter';
        /**
         * Name of the field, connections where absent, or of the metric.
         */
        name?: string;
      };
    };
    /**
     * How a GPU is called here. A template without it is a CPU desktop.
     */
    gpu?: {
      /**
       * Extended resource such as nvidia.com/gpu or nvidia.com/mig-1g.5gb, which a device plugin gives.
       */
      resourceName?: string;
      /**
       * ResourceClaimTemplate in the session's namespace, for GPUs that a driver of Dynamic Resource Allocation gives. A desktop claims as many times as it wants GPUs. Needs Kubernetes 1.34.
       */
      resourceClaimTemplateName?: string;
      runtimeClassName?: string;
      /**
       * Whether one resource is a whole GPU, a slice with its own memory, or shared in time.
       */
      sharing?: 'none' | 'slice' | 'time';
      /**
       * What people read about this GPU, such as "1/4 of an L4, shared".
       */
      note?: string;
    };
    /**
     * Sizes that people get and may ask for.
     */
    resources?: {
      default?: {
        gpu?: number;
        cpu?: number | string;
        memory?: number | string;
      };
      min?: {
        gpu?: number;
        cpu?: number | string;
        memory?: number | string;
      };
      max?: {
        gpu?: number;
        cpu?: number | string;
        memory?: number | string;
      };
    };
    /**
     * What a desktop may write outside of its home volume, 10Gi where absent: /tmp, the image's own folders, its log. One that writes more is ended. It is not reserved.
     */
    ephemeralStorage?: number | string;
    timeout?: {
      default?: string;
      max?: string;
    };
    idleTimeout?: string;
    /**
     * What the home volumes of sessions are that the portal makes. Of a session that is made otherwise only storageClassName and accessMode follow it: the rest has defaults of its own there.
     */
    persistence?: {
      enabled?: boolean;
      size?: number | string;
      storageClassName?: string;
      /**
       * How homes are claimed: the operator's homeAccessMode where absent. A home that exists keeps its own. ReadWriteOncePod, by which no two pods ever have one, needs storage by CSI.
       */
      accessMode?: 'ReadWriteOncePod' | 'ReadWriteOnce';
      retain?: boolean;
    };
    /**
     * Environment of the desktop. A user never sets it. What is the operator's alone is ignored.
     */
    env?: {
      name: string;
      value?: string;
      /**
       * A key of a Secret in the session's namespace.
       */
      secretKeyRef?: {
        name: string;
        key: string;
        optional?: boolean;
      };
    }[];
    nodeSelector?: {
      [k: string]: string;
    };
    tolerations?: {
      key?: string;
      operator?: 'Exists' | 'Equal';
      value?: string;
      effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
      tolerationSeconds?: number;
    }[];
    /**
     * As in a Pod.
     */
    affinity?: {
      [k: string]: unknown;
    };
    priorityClassName?: string;
    schedulerName?: string;
    /**
     * Kueue queue that the desktop waits in.
     */
    queueName?: string;
    security?: {
      /**
       * strict runs as an unprivileged user on a read-only root; baseline is for images that need more.
       */
      profile?: 'strict' | 'baseline';
      /**
       * As in a Pod: false gives the desktop users of its own, so that root in it is nobody on its node. Needs Kubernetes 1.33, a container runtime that can, and a home volume that is no NFS.
       */
      hostUsers?: boolean;
    };
    /**
     * What a desktop's user may do with it. What is absent is as the image has it.
     */
    policies?: {
      /**
       * Which way the clipboard works, seen from the desktop.
       */
      clipboard?: 'both' | 'in' | 'out' | 'none';
      /**
       * Which way files may go, seen from the person.
       */
      files?: 'both' | 'upload' | 'download' | 'none';
      /**
       * Whether the desktop's sound comes to the person.
       */
      audio?: boolean;
      /**
       * Whether the owner may share a view of the desktop.
       */
      view?: boolean;
    };
    /**
     * Where the desktop may connect to, beyond what every desktop may.
     */
    egress?: {
      cidr: string;
      ports?: number[];
    }[];
    imagePullSecrets?: {
      name: string;
    }[];
  };
  /**
   * Written by the operator only.
   */
  status?: {
    /**
     * What metadata.generation was when the rest was found out.
     */
    observedGeneration?: number;
    /**
     * How many sessions name this template, stopped ones included.
     */
    sessions?: number;
    /**
     * How many nodes its desktops can run on, whoever is there already. Absent where the operator may not read nodes.
     */
    nodes?: number;
    /**
     * On how many of these nodes its image is. Absent where the operator may not read nodes.
     */
    imageNodes?: number;
    /**
     * What is so, why, and since when.
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
