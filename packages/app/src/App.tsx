import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';

/** The portal. Plugins among this package's dependencies are installed by themselves: `app.packages: all`. */
export default createApp({ features: [navModule] });
