import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Desktops on Kubernetes. */
  vdi?: {
    /** The cluster that the desktops run on, where it is one. */
    kubernetes?: {
      /**
       * Path of a kubeconfig file. Default: the service account of the pod that the portal runs in, else `$KUBECONFIG`, else
       * `~/.kube/config`.
       * @visibility backend
       */
      kubeconfig?: string;
      /**
       * Context of the kubeconfig. Default: its current one.
       * @visibility backend
       */
      context?: string;
      /**
       * In place of a kubeconfig: the name of a cluster in `kubernetes.clusterLocatorMethods`, of type `config` and with the authProvider
       * `serviceAccount`. Default: none.
       * @visibility backend
       */
      clusterName?: string;
    };
    /**
     * The clusters that the desktops run on, where they are several; in place of `kubernetes`. Where a request names none, the first that
     * has the template is meant. What a cluster does not have of its own is as it is for all of them.
     */
    clusters?: Array<{
      /**
       * What it is called in the API: lower-case letters, digits and hyphens. Desktops are found by it, so it is not to change.
       * @visibility backend
       */
      name: string;
      /** How it is reached. */
      kubernetes?: {
        /**
         * As above.
         * @visibility backend
         */
        kubeconfig?: string;
        /**
         * As above.
         * @visibility backend
         */
        context?: string;
        /**
         * As above.
         * @visibility backend
         */
        clusterName?: string;
      };
      /**
       * Namespace that new sessions are made in.
       * @visibility backend
       */
      namespace?: string;
      /**
       * Domain that its desktops get their host names below: each cluster has another, unless `urlPort` tells them apart.
       * @visibility backend
       */
      domain?: string;
      /**
       * Port in the addresses of its desktops.
       * @visibility backend
       */
      urlPort?: number;
      /**
       * What differs of `vdi.routing`.
       * @visibility backend
       */
      routing?: object;
      /**
       * What differs of `vdi.operator`.
       * @visibility backend
       */
      operator?: object;
    }>;
    /**
     * Namespace that new sessions are made in; it is created when it is missing. Default: `vdi-sessions`.
     * @visibility backend
     */
    namespace?: string;
    /**
     * Domain that desktops get their host names below; `*.<domain>` has to lead to Traefik. Default: `vdi.localhost`.
     * @visibility backend
     */
    domain?: string;
    /**
     * Port in the addresses of desktops, where Traefik is not reached on 443.
     * @visibility backend
     */
    urlPort?: number;
    /** How people are led to desktops. */
    routing?: {
      /**
       * What leads them there: Traefik's `ingressroute`, or Kubernetes' `ingress`. Default: `ingressroute`.
       * @visibility backend
       */
      kind?: 'ingressroute' | 'ingress';
      /**
       * Form of plain host names, such as `{user}` or `{user}-{name}`, where those are different for everybody. Default: names with a
       * hash, which always are.
       * @visibility backend
       */
      hostLabel?: string;
      /**
       * Labels that no desktop gets as its host name, beside those that none ever gets.
       * @visibility backend
       */
      reservedHosts?: string[];
      /**
       * IngressClass of Ingresses. Default: `traefik`.
       * @visibility backend
       */
      ingressClass?: string;
      /**
       * cert-manager's ClusterIssuer of a certificate for each Ingress. Default: none is asked for.
       * @visibility backend
       */
      clusterIssuer?: string;
      /**
       * Name of the ServersTransport in each session's namespace by which Traefik trusts desktops that speak HTTPS.
       * @visibility backend
       */
      serversTransport?: string;
      /**
       * Whether a cookie keeps a browser with one of several backends. Default: false.
       * @visibility backend
       */
      stickySessions?: boolean;
      /**
       * Whether Traefik runs with `providers.kubernetesCRD.safeNaming`. Default: true.
       * @visibility backend
       */
      safeNaming?: boolean;
    };
    /** The operator; its settings count where it runs in the portal's process. */
    operator?: {
      /**
       * Whether the operator runs in the portal's process. Turn it off where it runs on its own. Default: true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * The only namespace to look after, the one of new sessions. Default: all namespaces.
       * @visibility backend
       */
      namespace?: string;
      /**
       * Traefik's entry point for desktops. Default: `websecure`.
       * @visibility backend
       */
      entryPoint?: string;
      /**
       * Name of the forwardAuth Middleware in each session's namespace. Default: none, desktops are open to whoever reaches
       * Traefik.
       * @visibility backend
       */
      forwardAuth?: string;
      /**
       * Traefik's certificate resolver. Default: none, the certificate comes from Traefik's default TLS store.
       * @visibility backend
       */
      certResolver?: string;
      /**
       * How many sessions are worked on at once. Default: 32.
       * @visibility backend
       */
      concurrency?: number;
      /**
       * How long before its end a desktop says so. Default: `15m`.
       * @visibility backend
       */
      warnBefore?: string;
      /**
       * How long a start may take before its progress is written to the session's status. Default: `3s`.
       * @visibility backend
       */
      progressAfter?: string;
      /**
       * How often a desktop is asked at most whether somebody is connected. Default: `30s`.
       * @visibility backend
       */
      probeEvery?: string;
      /**
       * How it is asked: `direct`, at its pod's address, or `api-server`, through the API server. Default: `direct` where the portal
       * runs in the cluster of the desktops.
       * @visibility backend
       */
      probeVia?: 'direct' | 'api-server';
      /**
       * Where Traefik's entry point for desktops is reached from the portal, such as `https://traefik.traefik.svc`. A desktop runs
       * only when it answers there. Default: none, it runs when it has a route.
       * @visibility backend
       */
      routeCheck?: string;
      /**
       * File with the authority (PEM) that has issued the desktops' certificates. Default: none, any issuer will do.
       * @visibility backend
       */
      routeCheckCa?: string;
      /**
       * How home volumes are claimed where their templates do not say: `ReadWriteOncePod`, or `ReadWriteOnce` for storage without CSI.
       * Default: `ReadWriteOncePod`.
       * @visibility backend
       */
      homeAccessMode?: 'ReadWriteOncePod' | 'ReadWriteOnce';
      /**
       * Whether new desktops are made only from images that their templates name by digest. Default: false.
       * @visibility backend
       */
      requireDigest?: boolean;
      /**
       * Whether the images of templates are fetched on their nodes before anybody asks for a desktop. Default: false.
       * @visibility backend
       */
      prePull?: boolean;
      /**
       * Namespace of the DaemonSets that fetch them. Default: that of the portal's service account, or of the kubeconfig's context.
       * @visibility backend
       */
      prePullNamespace?: string;
      /**
       * Labels of nodes with GPUs, divided by commas, such as `nvidia.com/gpu.present=true`: the images of templates with GPUs are
       * fetched on these only. Default: none, on all nodes that a template selects.
       * @visibility backend
       */
      prePullNodeSelector?: string;
      /**
       * Whether a lease decides which one of several operators works, the portal's replicas among them. Turn it off where there
       * is one only, and it may have no rights on leases. Default: true.
       * @visibility backend
       */
      leaderElection?: boolean;
      /**
       * Namespace of the lease. Default: that of the portal's service account, or of the kubeconfig's context.
       * @visibility backend
       */
      leaseNamespace?: string;
      /**
       * Name of the lease. Default: `vdi-operator`, and `vdi-operator-<namespace>` where one namespace only is looked after.
       * @visibility backend
       */
      leaseName?: string;
    };
    /** A TURN server, by which WebRTC desktops are reached where browsers do not reach the addresses of pods. Default: none. */
    turn?: {
      /**
       * The secret that the portal shares with the TURN server, 32 characters or more.
       * @visibility secret
       */
      secret: string;
      /**
       * Addresses of the TURN server, such as `turn:turn.example.com:3478?transport=udp`, each with its port.
       * @visibility backend
       */
      uris: string[];
      /**
       * What each desktop's key for the portal's service is derived from, 32 characters or more; the operator's `turnKey` where it runs
       * on its own. In a list the first is that of new desktops, and the others are those that running ones may still have.
       * @deepVisibility secret
       */
      key: string | string[];
      /**
       * How long credentials are taken for new connections, two minutes or more. Default: `10m`.
       * @visibility backend
       */
      ttl?: string;
      /**
       * Where desktops reach `/api/vdi/turn` of the portal. Default: at `backend.baseUrl`.
       * @visibility backend
       */
      service?: string;
    };
    /**
     * Entity refs of users and groups, such as `group:default/platform`, who look after everybody's desktops where the permission policy
     * allows whatever it does not name, or permissions are off. Default: nobody; a policy that denies by default says it itself.
     * @visibility backend
     */
    admins?: string[];
    /** What desktops used, which is kept in the plugin's database. */
    usage?: {
      /**
       * How long it is kept, a day or more, such as `{ days: 90 }` or `P2Y`. Default: 400 days, a year and a month in which somebody adds
       * it up.
       * @visibility backend
       */
      retention?: HumanDuration | string;
    };
    /** Who asked for what, which is kept in the plugin's database and told in the timeline of each desktop. */
    audit?: {
      /**
       * How long it is kept, a day or more, such as `{ days: 90 }` or `P2Y`; of one desktop the latest 500 entries at most. Default: 400
       * days.
       * @visibility backend
       */
      retention?: HumanDuration | string;
    };
    /** Of what people are notified, where the portal has Backstage's notifications. */
    notifications?: {
      /**
       * Whether they are, of desktops that stop soon and of those that failed. Default: true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * How long before a desktop stops, a minute or more, such as `{ minutes: 30 }`. Default: 15 minutes, as long before as the page says
       * so by itself (`operator.warnBefore`): enough to come back to the desktop and save one's work.
       * @visibility backend
       */
      before?: HumanDuration | string;
    };
    /**
     * What people may use. Of all that apply to somebody the strictest holds: their own, and that of each group they are in. Default: none,
     * everybody may use what there is.
     */
    quotas?: {
      /** What each user may use who has no quota of their own. */
      eachUser?: {
        /**
         * Desktops that are to run at once.
         * @visibility backend
         */
        running?: number;
        /**
         * GPUs that these hold together, whole ones or shares as their templates have them.
         * @visibility backend
         */
        gpus?: number;
        /**
         * What the home volumes of all desktops have together, those of stopped ones too, such as `200Gi`.
         * @visibility backend
         */
        homeSize?: string;
      };
      /** Quotas of their own. What one leaves open is as for each user. */
      users?: Array<{
        /**
         * Entity ref, such as `user:default/alice`.
         * @visibility backend
         */
        user: string;
        /**
         * As above.
         * @visibility backend
         */
        running?: number;
        /**
         * As above.
         * @visibility backend
         */
        gpus?: number;
        /**
         * As above.
         * @visibility backend
         */
        homeSize?: string;
      }>;
      /** Quotas of groups: on the desktops of all their members together. */
      groups?: Array<{
        /**
         * Entity ref, such as `group:default/film`.
         * @visibility backend
         */
        group: string;
        /**
         * As above.
         * @visibility backend
         */
        running?: number;
        /**
         * As above.
         * @visibility backend
         */
        gpus?: number;
        /**
         * As above.
         * @visibility backend
         */
        homeSize?: string;
      }>;
      /** Quotas that modules add from elsewhere. */
      sources?: {
        /**
         * How long a source may take to answer. Default: two seconds.
         * @visibility backend
         */
        timeout?: HumanDuration | string;
        /**
         * What happens where one does not answer: no desktop is started (`refuse`), or any that the other quotas allow (`allow`). Default:
         * `refuse`.
         * @visibility backend
         */
        onFailure?: 'refuse' | 'allow';
      };
    };
    users?: {
      /**
       * Gives users whose catalog entity has no `spec.profile.email` the address `<name>@<emailDomain>`. Default: none, such
       * users cannot request desktops.
       * @visibility backend
       */
      emailDomain?: string;
    };
  };

  /** Of Backstage's Kubernetes plugin; here for portals without it, so that what is secret stays out of their logs. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      clusters?: Array<{
        /** @visibility secret */
        serviceAccountToken?: string;
        /** @visibility secret */
        authMetadata?: object;
        /** @visibility secret */
        caData?: string;
        /** @visibility secret */
        caFile?: string;
      }>;
    }>;
  };
}
