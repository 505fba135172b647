import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { AuthenticationError } from '@backstage/errors';

/** The provider's name in paths and in the configuration. */
export const PROVIDER = 'bench';

/** The header of a sign-in that says who it is, with the entity refs that they have. */
export const WHO = 'x-bench-refs';

const authenticator = createProxyAuthenticator<
  void,
  { refs: string[] },
  undefined
>({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => {},
  async authenticate({ req }) {
    const refs = req.header(WHO)?.split(',');
    if (!refs) throw new AuthenticationError(`The header ${WHO} is missing`);
    return { result: { refs } };
  },
});

/** Signs in whoever says who they are, with tokens as every other way of signing in gives them. */
export const signIn = createBackendModule({
  pluginId: 'auth',
  moduleId: PROVIDER,
  register(env) {
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: PROVIDER,
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: async ({ result: { refs } }, context) =>
              context.issueToken({ claims: { sub: refs[0], ent: refs } }),
          }),
        });
      },
    });
  },
});
