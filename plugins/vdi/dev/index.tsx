import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import vdiPlugin, { vdiApiRef } from '../src';
import { FixtureApi } from './FixtureApi';
import { sessions } from './sessions';
import { templates } from './templates';

/**
 * The page without a cluster. The address chooses what there is: `?fixture=empty`, `no-templates`, `loading`,
 * `unreachable`, `goes-away`; all states without it.
 */
const fixture = new URLSearchParams(window.location.search).get('fixture');

createDevApp({
  features: [
    vdiPlugin,
    createFrontendModule({
      pluginId: 'vdi',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: vdiApiRef,
              deps: {},
              factory: () =>
                new FixtureApi({
                  templates: fixture === 'no-templates' ? [] : templates,
                  sessions:
                    fixture === 'empty' || fixture === 'no-templates'
                      ? []
                      : sessions(Date.now()),
                  fixture,
                }),
            }),
        }),
      ],
    }),
  ],
});
