// Generated from plugins/vdi-backend/src/openapi/openapi.yaml by `npm run generate`. Do not edit.
export interface paths {
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may be asked for, by name, those that are deprecated at the end.
         * @description The templates of all clusters. Those of one name in several clusters are in the order of the configuration: a request that names no cluster means the first of them.
         */
        get: operations["ListTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Desktops that one may see, newest first.
         * @description Answered from memory. Pages follow each other without gaps: a desktop that is there all the time is in exactly one of them, whatever appears or goes meanwhile.
         */
        get: operations["ListSessions"];
        put?: never;
        /**
         * Asks for a desktop.
         * @description Answers as soon as Kubernetes has taken the wish; the desktop starts afterwards. What the request leaves open is as the template says.
         */
        post: operations["CreateSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        /** One desktop. */
        get: operations["GetSession"];
        put?: never;
        post?: never;
        /** Deletes a desktop. Its home volume stays where `homeKept` says so. */
        delete: operations["DeleteSession"];
        options?: never;
        head?: never;
        /** Changes a desktop. What is absent stays as it is. */
        patch: operations["UpdateSession"];
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a desktop that was stopped. One that runs goes on. */
        post: operations["StartSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a desktop. Its home volume stays. */
        post: operations["StopSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a desktop and starts it again. Its home volume stays. */
        post: operations["RestartSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a running desktop more time.
         * @description Counts as somebody being connected, and adds to the longest run as much as the template's limit leaves. A desktop that would stop because nobody is connected is only kept, unless `by` says how much to add.
         */
        post: operations["ExtendSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        /**
         * What happened to a desktop, newest first, in words.
         * @description Made of what the desktop says of itself, what Kubernetes tells of it, which it forgets after an hour unless it is set up to keep it longer, and what people asked for through the portal. What is said by several of these is one entry, and so is what happened repeatedly. For whoever may see the desktop.
         */
        get: operations["ListSessionEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{cluster}/{namespace}/{name}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        /**
         * The end of what a desktop logs.
         * @description As text, 1 MiB of it at most, without characters that would do anything in a terminal. For whoever may change the desktop (`vdi.session.update`): to mend it is what a log is for, and it may tell what its owner does.
         */
        get: operations["GetSessionLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What desktops used, in hours.
         * @description One's own desktops; everybody's for administrators. A run counts from when the desktop could be used until it was stopped, and each of its GPUs as long. What was used before the portal watched, or while it did not, is told as far as Kubernetes still knew it.
         */
        get: operations["GetUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one may use, and does.
         * @description Of one's own desktops, and of those of one's groups where these have quotas. Everything may be used that `left` does not name.
         */
        get: operations["GetQuota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description the name of a VDITemplate */
        TemplateName: string;
        /** @description the name of a cluster */
        ClusterName: string;
        /** @description text without control characters, and not only spaces */
        Title: string;
        /** @description a Go duration such as 90m, 8h or 1h30m */
        Duration: string;
        /** @description a Kubernetes quantity such as 500m or 4Gi */
        Quantity: string;
        /** @description the entity ref of a user, such as user:default/alice */
        UserRef: string;
        /** @description me, or the entity ref of a user, such as user:default/alice */
        OwnerFilter: string;
        /** @description an entity ref such as component:default/render-farm */
        EntityRef: string;
        /** @description 1 to 255 visible ASCII characters */
        IdempotencyKey: string;
        /** @description one ETag as it came, with its quotation marks, or * */
        EntityTag: string;
        /**
         * @description where a desktop is in its life
         * @enum {string}
         */
        Phase: "Pending" | "Creating" | "Running" | "Stopped" | "Terminating" | "Failed";
        /** @description What it is called as an extended resource; absent where it is claimed. */
        GpuResourceName: string;
        /**
         * @description `none`: all of it. `slice`: a part with a wall around it. `time`: turns with others.
         * @enum {unknown}
         */
        GpuSharing: "none" | "slice" | "time";
        /** @description A kind of desktop that people may ask for. */
        Template: {
            /** @description Name of the cluster that has it, and that its desktops are made in. */
            cluster: string;
            /** @description Name of the VDITemplate. */
            name: string;
            displayName: string;
            description?: string;
            /** @description Name of an icon, an https address or a data URI. */
            icon?: string;
            docsUrl?: string;
            tags: string[];
            /** @description How its GPU is shared, and what else is told of it; absent on a CPU desktop. */
            gpu?: {
                resourceName?: components["schemas"]["GpuResourceName"];
                sharing?: components["schemas"]["GpuSharing"];
                note?: string;
            };
            /** @description What a desktop of it gets: quantities as Kubernetes writes them. */
            resources: {
                gpu?: number;
                cpu?: string;
                memory: string;
            };
            /** @description Longest run, as a Go duration. */
            timeout: string;
            /** @description Why not to choose it any more, and what to choose instead. */
            deprecated?: {
                message?: string;
                replacement?: string;
            };
        };
        TemplateList: {
            items: components["schemas"]["Template"][];
            /** @description How far each cluster's templates are known. */
            clusters: components["schemas"]["ClusterState"][];
        };
        /** @description A desktop. Times are RFC 3339. */
        Session: {
            /** @description Name of the cluster that it is in. */
            cluster: string;
            namespace: string;
            name: string;
            uid: string;
            /** @description Its version, for `If-Match`. */
            etag: string;
            /** @description What the person called it, or the template's name and a number. */
            title: string;
            template: {
                name: string;
                /** @description The template's name where it does not exist. */
                displayName: string;
                icon?: string;
            };
            owner: {
                /** @description E-mail address. */
                user: string;
                /** @description Entity ref; absent on a desktop that was made with kubectl and has none. */
                userRef?: string;
            };
            phase: components["schemas"]["Phase"];
            /** @description Why it is in this phase, for programs. Newer versions may have others than docs/operator.md lists. */
            reason?: string;
            /** @description The sentence for people that goes with the reason. */
            message?: string;
            /** @description Its address; present while it answers. */
            url?: string;
            /** @description Its size. `gpu` is absent on a CPU desktop. */
            resources: {
                gpu?: number;
                gpuNote?: string;
                /** @description How its GPUs are shared; absent on a CPU desktop. */
                gpuSharing?: {
                    resourceName?: components["schemas"]["GpuResourceName"];
                    sharing?: components["schemas"]["GpuSharing"];
                };
                cpu?: string;
                memory: string;
            };
            /** @description Size of the home volume; absent without one. */
            homeSize?: string;
            /** @description Whether the home volume outlives the desktop. */
            homeKept: boolean;
            /** @description Catalog entity that it belongs to. */
            entityRef?: string;
            createdAt: string;
            startedAt?: string;
            stoppedAt?: string;
            /** @description The one clock: when it stops, and why. */
            stopsAt?: {
                time: string;
                reason: string;
            };
            /** @description Longest run, as a Go duration. */
            timeout: string;
            /** @description How long nobody may be connected, as a Go duration. For ever where absent. */
            idleTimeout?: string;
            /** @description Present where its cluster cannot be reached: this is what was known of it last. */
            stale?: boolean;
        };
        SessionList: {
            items: components["schemas"]["Session"][];
            /** @description For the next page; absent on the last one. */
            nextCursor?: string;
            /** @description How far each cluster's part of the answer can be relied on. */
            clusters: components["schemas"]["ClusterState"][];
        };
        ClusterState: {
            name: string;
            /**
             * @description `ok`; `stale`: it cannot be reached, and its desktops are as they were known last; `unavailable`: nothing is known of its desktops.
             * @enum {string}
             */
            state: "ok" | "stale" | "unavailable";
            /** @description Since when it is not `ok`. */
            since?: string;
            /** @description Why, and what to do. */
            message?: string;
        };
        /** @description What to make. */
        SessionRequest: {
            template: components["schemas"]["TemplateName"];
            /** @description The cluster whose template it is, and which it is made in. The first one that has the template where absent. */
            cluster?: components["schemas"]["ClusterName"];
            title?: components["schemas"]["Title"];
            /** @description Size, within the template's bounds. */
            resources?: {
                gpu?: number;
                cpu?: components["schemas"]["Quantity"];
                memory?: components["schemas"]["Quantity"];
            };
            homeSize?: components["schemas"]["Quantity"];
            timeout?: components["schemas"]["Duration"];
            entityRef?: components["schemas"]["EntityRef"];
            /** @description Whose it is to be, where it is not the caller's own. For administrators. */
            owner?: components["schemas"]["UserRef"];
        };
        /** @description What to change. */
        SessionPatch: {
            title?: components["schemas"]["Title"];
            timeout?: components["schemas"]["Duration"];
            idleTimeout?: components["schemas"]["Duration"];
            /** @description A home volume only grows. */
            homeSize?: components["schemas"]["Quantity"];
        };
        /** @description How much time to add. */
        Extension: {
            by?: components["schemas"]["Duration"];
        };
        /** @description a day such as 2026-03-01, or a time with its offset such as 2026-03-01T08:00:00Z or 2026-03-01T08:00:00+01:00 */
        DayOrTime: string;
        /**
         * @description what usage is divided by
         * @default user
         * @enum {string}
         */
        UsageKey: "user" | "group" | "entity" | "template";
        UsageAmount: {
            /** @description How many desktops ran. */
            desktops: number;
            /** @description How many runs they had, those that went on from before among them. */
            runs: number;
            sessionHours: number;
            /** @description Of each GPU that a desktop held, as its template has them, whole or shared. */
            gpuHours: number;
            /** @description Hours beyond those, of which nobody knows whether desktops still ran. */
            unknownSessionHours: number;
            unknownGpuHours: number;
        };
        Usage: {
            from: string;
            to: string;
            timeZone: string;
            by: components["schemas"]["UsageKey"];
            items: ({
                from: string;
                to: string;
                /** @description Entity ref of the user, the group or the entity, or name of the template. A user's e-mail address where a session has no more; null for desktops of no group or no entity. */
                key: string | null;
            } & components["schemas"]["UsageAmount"])[];
            /** @description Each run once. */
            total: components["schemas"]["UsageAmount"];
            /** @description What the portal could see of each cluster. What began and ended while it did not watch is not known. */
            coverage: {
                cluster: string;
                /** @description What ended before is not known. */
                since: string;
                /** @description When it looked last. */
                until: string;
                /** @description When it did not, within the period, for more than three minutes. */
                gaps: {
                    from: string;
                    to: string;
                }[];
            }[];
        };
        QuotaAmounts: {
            /** @description Desktops that are to run: those that start, wait or failed count too, until they are stopped. */
            running: number;
            /** @description GPUs that these hold, whole ones or shares as their templates have them. */
            gpus: number;
            /** @description Bytes that the home volumes of all desktops have together, those of stopped ones too. */
            homeSize: number;
        };
        /** @description As in `QuotaAmounts`; what is absent is not bounded. */
        QuotaBounds: {
            running?: number;
            gpus?: number;
            homeSize?: number;
        };
        Quota: {
            userRef: string;
            /** @description By one's own desktops. */
            used: components["schemas"]["QuotaAmounts"];
            /** @description What there still is by the strictest of the quotas. */
            left: components["schemas"]["QuotaBounds"];
            /** @description All that apply. */
            quotas: {
                /** @description The user whose desktops it bounds, or the group whose members' desktops it bounds together. */
                subject: string;
                used: components["schemas"]["QuotaAmounts"];
                allowed: components["schemas"]["QuotaBounds"];
            }[];
        };
        /** @description What does not fit, and what to do. */
        QuotaExcess: {
            /** @description Whose quota it is. */
            subject: string;
            /** @enum {string} */
            resource: "running" | "gpus" | "homeSize";
            used: number;
            allowed: number;
            /** @description How much more was asked for. */
            asked: number;
            /** @description The desktops of the one who asked that hold what is missing, the first to be stopped first (for `homeSize`, to be deleted): nobody has been connected to it for longest. */
            sessions: {
                cluster: string;
                namespace: string;
                name: string;
                title: string;
                runningSince?: string;
                /** @description When somebody was connected last; absent where that is not known. */
                idleSince?: string;
            }[];
        };
        /** @description One thing that happened to a desktop, for its owner. Times are RFC 3339. */
        TimelineEntry: {
            /** @description No other entry's of the same desktop. */
            id: string;
            /** @description When it happened, or last did. Of a state that lasts: since when, as far as that is known. */
            time: string;
            /**
             * @description What it is about: `request` (somebody asked for something), `start` (a step of a start), `running` (whether it could be used, and how long), `stop`, `restart`, `home` (the home volume), `change` (template, session and desktop do not go together, or were made to again), `cluster` (what else Kubernetes tells).
             * @enum {string}
             */
            kind: "request" | "start" | "running" | "stop" | "restart" | "home" | "change" | "cluster";
            /**
             * @description How much it matters.
             * @enum {string}
             */
            severity: "info" | "success" | "warning" | "error";
            /** @description What happened, in a few words, without a full stop. */
            title: string;
            /** @description What else is known, in whole sentences. */
            detail?: string;
            /** @description Entity ref of the one who asked for it through the portal. */
            actor?: string;
            /** @description How often it happened, where that is more than once. */
            count?: number;
            /** @description When it first happened, where it happened more than once. */
            since?: string;
            /** @description Kubernetes' or the operator's word for it. */
            reason?: string;
            /** @description What Kubernetes says of it, in its own words. */
            message?: string;
        };
        Timeline: {
            items: components["schemas"]["TimelineEntry"][];
            /** @description For the entries before these; absent where there are none. */
            nextCursor?: string;
            /** @description What is missing and why, in a sentence. Absent where everything that is known is told. */
            incomplete?: string;
        };
        /** @description What went wrong, in the shape of all of Backstage's errors. */
        Problem: {
            error: {
                name: string;
                /** @description What was wanted, what was found, and what to do. */
                message: string;
                /** @description For programs; never changes its meaning. */
                code?: string;
                /** @description The part of the request that is at fault, such as `resources.memory`. */
                field?: string;
                /** @description Of the code `VDI_QUOTA_EXCEEDED`. */
                quota?: components["schemas"]["QuotaExcess"];
            };
            request?: {
                method?: string;
                url?: string;
            };
            response: {
                statusCode: number;
            };
        };
    };
    responses: {
        /** @description The request is not acceptable; `field` says which part of it. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "InputError",
                 *         "message": "timeout: must be a Go duration such as 90m, 8h or 1h30m",
                 *         "code": "VDI_INVALID_FIELD",
                 *         "field": "timeout"
                 *       },
                 *       "request": {
                 *         "method": "POST",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 400
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description There are no valid credentials in the request. */
        NotSignedIn: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "AuthenticationError",
                 *         "message": "Missing credentials"
                 *       },
                 *       "request": {
                 *         "method": "GET",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 401
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description A permission, a quota or the cluster does not allow this. */
        NotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "NotAllowedError",
                 *         "message": "The e-mail address of user:default/alice is not known, and every desktop needs its owner's. An administrator can add spec.profile.email to this user in the catalog, or set vdi.users.emailDomain in app-config.yaml.",
                 *         "code": "VDI_NO_EMAIL_ADDRESS"
                 *       },
                 *       "request": {
                 *         "method": "POST",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 403
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such desktop, or it is not for the caller to see. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "NotFoundError",
                 *         "message": "There is no desktop \"alice-blender-9\" that you may see.",
                 *         "code": "VDI_SESSION_NOT_FOUND"
                 *       },
                 *       "request": {
                 *         "method": "GET",
                 *         "url": "/v1/sessions/default/vdi-sessions/alice-blender-9"
                 *       },
                 *       "response": {
                 *         "statusCode": 404
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The state of the desktop does not allow this. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "ConflictError",
                 *         "message": "The desktop \"alice-blender-1\" does not run, and has its whole time from when it does.",
                 *         "code": "VDI_NOT_RUNNING"
                 *       },
                 *       "request": {
                 *         "method": "POST",
                 *         "url": "/v1/sessions/default/vdi-sessions/alice-blender-1/extend"
                 *       },
                 *       "response": {
                 *         "statusCode": 409
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The desktop changed since the `ETag` in `If-Match`. Get it again and decide anew. */
        Changed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "PreconditionFailedError",
                 *         "message": "The desktop \"alice-blender-1\" changed since you read it. Read it again, and decide anew.",
                 *         "code": "VDI_CHANGED_MEANWHILE"
                 *       },
                 *       "request": {
                 *         "method": "PATCH",
                 *         "url": "/v1/sessions/default/vdi-sessions/alice-blender-1"
                 *       },
                 *       "response": {
                 *         "statusCode": 412
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The body has more than 16 KiB. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "PayloadTooLargeError",
                 *         "message": "The body has more than 16 KiB, which no request to the session API needs.",
                 *         "code": "VDI_BODY_TOO_LARGE"
                 *       },
                 *       "request": {
                 *         "method": "POST",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 413
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not of the type `application/json`. */
        NotJson: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "UnsupportedMediaTypeError",
                 *         "message": "Send the body as JSON, with the header \"Content-Type: application/json\".",
                 *         "code": "VDI_NOT_JSON"
                 *       },
                 *       "request": {
                 *         "method": "POST",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 415
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The `Idempotency-Key` came with another body before. */
        KeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "UnprocessableContentError",
                 *         "message": "You have the desktop \"Scene 4\" (default/vdi-sessions/alice-3fa9c15b0e7d2486) by this Idempotency-Key already, and asked for it with another body. Change or delete that one, or take another key for another desktop.",
                 *         "code": "VDI_IDEMPOTENCY_KEY_REUSED",
                 *         "field": "Idempotency-Key"
                 *       },
                 *       "request": {
                 *         "method": "POST",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 422
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description Kubernetes, or a part of the portal, does not answer at the moment. */
        Unavailable: {
            headers: {
                /** @description Seconds after which to try again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "ServiceUnavailableError",
                 *         "message": "The cluster that desktops run on cannot be reached at the moment. Try again in a moment.",
                 *         "code": "VDI_CLUSTER_UNAVAILABLE"
                 *       },
                 *       "request": {
                 *         "method": "GET",
                 *         "url": "/v1/sessions"
                 *       },
                 *       "response": {
                 *         "statusCode": 503
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The portal's database does not answer at the moment. Desktops are not affected. */
        NoDatabase: {
            headers: {
                /** @description Seconds after which to try again. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "name": "ServiceUnavailableError",
                 *         "message": "The portal's database does not answer at the moment. Desktops are not affected. Try again in a minute.",
                 *         "code": "VDI_DATABASE_UNAVAILABLE"
                 *       },
                 *       "request": {
                 *         "method": "GET",
                 *         "url": "/v1/usage"
                 *       },
                 *       "response": {
                 *         "statusCode": 503
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Name of the cluster; `default` where there is one only.
         * @example default
         */
        Cluster: string;
        /**
         * @description Namespace of the VDISession.
         * @example vdi-sessions
         */
        Namespace: string;
        /**
         * @description Name of the VDISession.
         * @example alice-blender-1
         */
        Name: string;
        /** @description `nextCursor` of the page before, with the same filters. It holds for a day. */
        Cursor: string;
        /**
         * @description A text of the caller's choice, different for every desktop that is wanted. A request that is sent again with the same key and the same body gives the same desktop, as long as that is there, and afterwards a new one with its files.
         * @example scene-4
         */
        IdempotencyKey: components["schemas"]["IdempotencyKey"];
        /**
         * @description The `ETag` that was seen last. The request is refused where the desktop changed since.
         * @example "48213"
         */
        IfMatch: components["schemas"]["EntityTag"];
    };
    requestBodies: never;
    headers: {
        /** @description Version of the desktop, for `If-Match`. */
        ETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "cluster": "default",
                     *           "name": "blender",
                     *           "displayName": "Blender",
                     *           "description": "Blender 4 on a whole GPU.",
                     *           "tags": [
                     *             "3d",
                     *             "gpu"
                     *           ],
                     *           "gpu": {
                     *             "resourceName": "nvidia.com/gpu",
                     *             "note": "1 × L4"
                     *           },
                     *           "resources": {
                     *             "gpu": 1,
                     *             "cpu": "4",
                     *             "memory": "16Gi"
                     *           },
                     *           "timeout": "8h"
                     *         }
                     *       ],
                     *       "clusters": [
                     *         {
                     *           "name": "default",
                     *           "state": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            503: components["responses"]["Unavailable"];
        };
    };
    ListSessions: {
        parameters: {
            query?: {
                /** @description Only those of this user; `me` is the caller. */
                owner?: components["schemas"]["OwnerFilter"];
                /** @description Only those of this template. */
                template?: components["schemas"]["TemplateName"];
                /** @description Only those in this phase. */
                phase?: components["schemas"]["Phase"];
                /** @description Only those that belong to this catalog entity. */
                entityRef?: components["schemas"]["EntityRef"];
                /** @description Only those in this cluster. */
                cluster?: components["schemas"]["ClusterName"];
                /** @description How many at most. */
                limit?: number;
                /** @description `nextCursor` of the page before, with the same filters. It holds for a day. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "cluster": "default",
                     *           "namespace": "vdi-sessions",
                     *           "name": "alice-blender-1",
                     *           "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *           "etag": "\"48213\"",
                     *           "title": "Scene 4",
                     *           "template": {
                     *             "name": "blender",
                     *             "displayName": "Blender"
                     *           },
                     *           "owner": {
                     *             "user": "alice@example.com",
                     *             "userRef": "user:default/alice"
                     *           },
                     *           "phase": "Running",
                     *           "reason": "Running",
                     *           "message": "Stops at 18:00: the 8 h limit of this template.",
                     *           "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *           "resources": {
                     *             "gpu": 1,
                     *             "cpu": "4",
                     *             "memory": "16Gi"
                     *           },
                     *           "homeSize": "20Gi",
                     *           "homeKept": true,
                     *           "entityRef": "component:default/render-farm",
                     *           "createdAt": "2026-10-01T10:00:00Z",
                     *           "startedAt": "2026-10-01T10:00:09Z",
                     *           "stopsAt": {
                     *             "time": "2026-10-01T18:00:09Z",
                     *             "reason": "TimeLimit"
                     *           },
                     *           "timeout": "8h",
                     *           "idleTimeout": "1h"
                     *         }
                     *       ],
                     *       "nextCursor": "WyIyMDI2LTEwLTAxVDEwOjAwOjAwWiJd.4f2a9c0d1e3b5a67",
                     *       "clusters": [
                     *         {
                     *           "name": "default",
                     *           "state": "ok"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            503: components["responses"]["Unavailable"];
        };
    };
    CreateSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A text of the caller's choice, different for every desktop that is wanted. A request that is sent again with the same key and the same body gives the same desktop, as long as that is there, and afterwards a new one with its files.
                 * @example scene-4
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "template": "blender",
                 *       "title": "Scene 4",
                 *       "resources": {
                 *         "memory": "32Gi"
                 *       },
                 *       "entityRef": "component:default/render-farm"
                 *     }
                 */
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            /** @description The desktop was made, or had been made by an earlier request with this key. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    /** @description Path of the desktop. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48196\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Pending",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "32Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "timeout": "8h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            422: components["responses"]["KeyReused"];
            503: components["responses"]["Unavailable"];
        };
    };
    GetSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The desktop. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48213\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Running",
                     *       "reason": "Running",
                     *       "message": "Stops at 18:00: the 8 h limit of this template.",
                     *       "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "16Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "startedAt": "2026-10-01T10:00:09Z",
                     *       "stopsAt": {
                     *         "time": "2026-10-01T18:00:09Z",
                     *         "reason": "TimeLimit"
                     *       },
                     *       "timeout": "8h",
                     *       "idleTimeout": "1h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It is as it was at the `ETag` that `If-None-Match` names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    DeleteSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was seen last. The request is refused where the desktop changed since.
                 * @example "48213"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is being deleted; it is gone some seconds later. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["Changed"];
            503: components["responses"]["Unavailable"];
        };
    };
    UpdateSession: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was seen last. The request is refused where the desktop changed since.
                 * @example "48213"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Scene 5",
                 *       "timeout": "12h"
                 *     }
                 */
                "application/json": components["schemas"]["SessionPatch"];
            };
        };
        responses: {
            /** @description The desktop as it is now wanted. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48213\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Running",
                     *       "reason": "Running",
                     *       "message": "Stops at 18:00: the 8 h limit of this template.",
                     *       "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "16Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "startedAt": "2026-10-01T10:00:09Z",
                     *       "stopsAt": {
                     *         "time": "2026-10-01T18:00:09Z",
                     *         "reason": "TimeLimit"
                     *       },
                     *       "timeout": "8h",
                     *       "idleTimeout": "1h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["Changed"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            503: components["responses"]["Unavailable"];
        };
    };
    StartSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The desktop as it is now wanted. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48213\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Running",
                     *       "reason": "Running",
                     *       "message": "Stops at 18:00: the 8 h limit of this template.",
                     *       "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "16Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "startedAt": "2026-10-01T10:00:09Z",
                     *       "stopsAt": {
                     *         "time": "2026-10-01T18:00:09Z",
                     *         "reason": "TimeLimit"
                     *       },
                     *       "timeout": "8h",
                     *       "idleTimeout": "1h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    StopSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The desktop as it is now wanted. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48213\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Running",
                     *       "reason": "Running",
                     *       "message": "Stops at 18:00: the 8 h limit of this template.",
                     *       "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "16Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "startedAt": "2026-10-01T10:00:09Z",
                     *       "stopsAt": {
                     *         "time": "2026-10-01T18:00:09Z",
                     *         "reason": "TimeLimit"
                     *       },
                     *       "timeout": "8h",
                     *       "idleTimeout": "1h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    RestartSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The desktop as it is now wanted. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48213\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Running",
                     *       "reason": "Running",
                     *       "message": "Stops at 18:00: the 8 h limit of this template.",
                     *       "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "16Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "startedAt": "2026-10-01T10:00:09Z",
                     *       "stopsAt": {
                     *         "time": "2026-10-01T18:00:09Z",
                     *         "reason": "TimeLimit"
                     *       },
                     *       "timeout": "8h",
                     *       "idleTimeout": "1h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            503: components["responses"]["Unavailable"];
        };
    };
    ExtendSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "by": "2h"
                 *     }
                 */
                "application/json": components["schemas"]["Extension"];
            };
        };
        responses: {
            /** @description The desktop as it is now wanted. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cluster": "default",
                     *       "namespace": "vdi-sessions",
                     *       "name": "alice-blender-1",
                     *       "uid": "0e3c3c2e-7d0f-4c6b-9a51-6f0b8c0e9a11",
                     *       "etag": "\"48213\"",
                     *       "title": "Scene 4",
                     *       "template": {
                     *         "name": "blender",
                     *         "displayName": "Blender"
                     *       },
                     *       "owner": {
                     *         "user": "alice@example.com",
                     *         "userRef": "user:default/alice"
                     *       },
                     *       "phase": "Running",
                     *       "reason": "Running",
                     *       "message": "Stops at 18:00: the 8 h limit of this template.",
                     *       "url": "https://alice-7dk3m2xq5a.vdi.example.com",
                     *       "resources": {
                     *         "gpu": 1,
                     *         "cpu": "4",
                     *         "memory": "16Gi"
                     *       },
                     *       "homeSize": "20Gi",
                     *       "homeKept": true,
                     *       "entityRef": "component:default/render-farm",
                     *       "createdAt": "2026-10-01T10:00:00Z",
                     *       "startedAt": "2026-10-01T10:00:09Z",
                     *       "stopsAt": {
                     *         "time": "2026-10-01T18:00:09Z",
                     *         "reason": "TimeLimit"
                     *       },
                     *       "timeout": "8h",
                     *       "idleTimeout": "1h"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["NotJson"];
            503: components["responses"]["Unavailable"];
        };
    };
    ListSessionEvents: {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the timeline. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "9vXr0kQ2m5Jt1cZs",
                     *           "time": "2026-10-01T10:00:09.000Z",
                     *           "kind": "running",
                     *           "severity": "success",
                     *           "title": "Ready to open",
                     *           "reason": "Running"
                     *         },
                     *         {
                     *           "id": "Zk3u8nB7yT0aLq4e",
                     *           "time": "2026-10-01T10:00:08.000Z",
                     *           "kind": "start",
                     *           "severity": "info",
                     *           "title": "The image was there on node-1",
                     *           "detail": "Fetched in 6 s: 1.2 GiB.",
                     *           "reason": "Pulled",
                     *           "message": "Successfully pulled image \"example/blender:4\" in 6.2s (6.2s including waiting). Image size: 1288490188 bytes."
                     *         },
                     *         {
                     *           "id": "p0Wd6sGf2RhXc9Lm",
                     *           "time": "2026-10-01T10:00:00.000Z",
                     *           "kind": "request",
                     *           "severity": "info",
                     *           "title": "Requested by alice",
                     *           "detail": "From the template \"blender\".",
                     *           "actor": "user:default/alice"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            503: components["responses"]["Unavailable"];
        };
    };
    GetSessionLog: {
        parameters: {
            query?: {
                /** @description How many lines at most. */
                tail?: number;
                /** @description The log of the container's last run, which crashed or was ended by Kubernetes, instead of that of the present one. A desktop that was stopped or restarted leaves none. */
                previous?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description Name of the cluster; `default` where there is one only.
                 * @example default
                 */
                cluster: components["parameters"]["Cluster"];
                /**
                 * @description Namespace of the VDISession.
                 * @example vdi-sessions
                 */
                namespace: components["parameters"]["Namespace"];
                /**
                 * @description Name of the VDISession.
                 * @example alice-blender-1
                 */
                name: components["parameters"]["Name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example Xvnc started on display :1
                     *     Listening on port 6901
                     */
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            /** @description There is no such desktop, it is not for the caller to see, or it has no log (`VDI_NO_LOG`). */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "name": "NotFoundError",
                     *         "message": "The desktop is stopped, so there is no log: Kubernetes keeps one no longer than the run that wrote it.",
                     *         "code": "VDI_NO_LOG"
                     *       },
                     *       "request": {
                     *         "method": "GET",
                     *         "url": "/v1/sessions/default/vdi-sessions/alice-blender-1/logs"
                     *       },
                     *       "response": {
                     *         "statusCode": 404
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Problem"];
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    GetUsage: {
        parameters: {
            query?: {
                /** @description Begin of the period. The first day of this month where absent. */
                from?: components["schemas"]["DayOrTime"];
                /** @description End of the period, which is not in it any more. Now where absent. */
                to?: components["schemas"]["DayOrTime"];
                /** @description Whose days these are: a name of the IANA database. They begin at their first moment there, and have 23 or 25 hours when clocks change. */
                timeZone?: string;
                /** @description Adds up each day on its own, 92 at most. */
                interval?: "day";
                /** @description What to divide it by. A run counts for each group that its owner was in when it began, and so do groups not add up to the total. */
                by?: components["schemas"]["UsageKey"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was used; who used most GPU time first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-03-01T00:00:00.000Z",
                     *       "to": "2026-04-01T00:00:00.000Z",
                     *       "timeZone": "UTC",
                     *       "by": "group",
                     *       "items": [
                     *         {
                     *           "from": "2026-03-01T00:00:00.000Z",
                     *           "to": "2026-04-01T00:00:00.000Z",
                     *           "key": "group:default/film",
                     *           "desktops": 3,
                     *           "runs": 40,
                     *           "sessionHours": 212.5,
                     *           "gpuHours": 425,
                     *           "unknownSessionHours": 0.5,
                     *           "unknownGpuHours": 1
                     *         }
                     *       ],
                     *       "total": {
                     *         "desktops": 3,
                     *         "runs": 40,
                     *         "sessionHours": 212.5,
                     *         "gpuHours": 425,
                     *         "unknownSessionHours": 0.5,
                     *         "unknownGpuHours": 1
                     *       },
                     *       "coverage": [
                     *         {
                     *           "cluster": "default",
                     *           "since": "2026-01-10T09:00:00.000Z",
                     *           "until": "2026-04-02T08:15:30.000Z",
                     *           "gaps": [
                     *             {
                     *               "from": "2026-03-14T02:00:00.000Z",
                     *               "to": "2026-03-14T02:30:00.000Z"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Usage"];
                    /** @example from,to,group,desktops,runs,session_hours,gpu_hours,unknown_session_hours,unknown_gpu_hours */
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            503: components["responses"]["NoDatabase"];
        };
    };
    GetQuota: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's quota. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "userRef": "user:default/alice",
                     *       "used": {
                     *         "running": 1,
                     *         "gpus": 1,
                     *         "homeSize": 21474836480
                     *       },
                     *       "left": {
                     *         "running": 1,
                     *         "gpus": 1
                     *       },
                     *       "quotas": [
                     *         {
                     *           "subject": "user:default/alice",
                     *           "used": {
                     *             "running": 1,
                     *             "gpus": 1,
                     *             "homeSize": 21474836480
                     *           },
                     *           "allowed": {
                     *             "running": 2,
                     *             "gpus": 2
                     *           }
                     *         },
                     *         {
                     *           "subject": "group:default/film",
                     *           "used": {
                     *             "running": 9,
                     *             "gpus": 7,
                     *             "homeSize": 644245094400
                     *           },
                     *           "allowed": {
                     *             "gpus": 8
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Quota"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            503: components["responses"]["Unavailable"];
        };
    };
}
