import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act } from '@testing-library/react';
import { type NavigateFunction, useNavigate } from 'react-router-dom';
import { ResponseError } from '@backstage/errors';
import type {
  SessionList,
  SessionView,
  VdiApi,
} from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from '../api';
import { Router } from '../components/Router';
import { rootRouteRef } from '../routes';

/** The session API with answers that a test sets. */
export function mockVdiApi(): jest.Mocked<VdiApi> {
  return {
    listTemplates: jest.fn().mockResolvedValue({ items: [], clusters: [] }),
    listSessions: jest.fn().mockResolvedValue(listOf()),
    getSession: jest.fn(),
    createSession: jest.fn(),
    updateSession: jest.fn(),
    startSession: jest.fn(),
    stopSession: jest.fn(),
    restartSession: jest.fn(),
    extendSession: jest.fn(),
    getTimeline: jest.fn(),
    getLog: jest.fn(),
    getQuota: jest.fn(),
    getUsage: jest.fn(),
    deleteSession: jest.fn().mockResolvedValue(undefined),
  };
}

/** The answer of a cluster in order with these desktops only. */
export function listOf(...items: SessionView[]): SessionList {
  return { items, clusters: [{ name: 'default', state: 'ok' }] };
}

/** Renders everything below `/desktops`. */
export function renderPage(api: VdiApi, path = '/desktops') {
  const listeners = new Set<(message: {}) => void>();
  let navigate: NavigateFunction | undefined;
  const Traveller = () => {
    navigate = useNavigate();
    return <Router />;
  };
  renderInTestApp(<Traveller />, {
    mountPath: '/desktops',
    mountedRoutes: { '/desktops': rootRouteRef },
    initialRouteEntries: [path],
    apis: [
      [vdiApiRef, api],
      [
        signalApiRef,
        {
          subscribe: (_channel, listener) => {
            listeners.add(listener as (message: {}) => void);
            return {
              unsubscribe: () =>
                listeners.delete(listener as (message: {}) => void),
            };
          },
        },
      ],
    ],
  });
  return {
    /** What a link elsewhere in the portal does. */
    goTo: (to: string) => act(() => navigate!(to)),
    /** What the backend sends when a session has changed. */
    signal: () =>
      act(async () =>
        listeners.forEach(listener => listener({ action: 'sessions-changed' })),
      ),
  };
}

/** An error of the server as the client throws it. */
export function serverError(
  status: number,
  error: { name: string; message: string; code?: string; field?: string },
) {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode: status } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}
