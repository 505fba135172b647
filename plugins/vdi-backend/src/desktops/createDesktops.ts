import { ClusterDesktops } from './ClusterDesktops';
import type { DesktopsHost } from './Desktops';
import { labelMeter } from './labelMeter';
import { ManyDesktops } from './ManyDesktops';

/** The desktops of the cluster that the configuration names, or of all of them. What each of several tells in logs and metrics has its name. */
export const createDesktops: DesktopsHost = ({ options, logger, meter }) => {
  const [first, ...others] = options.clusters;
  if (!others.length) {
    return ClusterDesktops.create({ cluster: first, logger, meter });
  }
  return new ManyDesktops(
    options.clusters.map(cluster => {
      const label = { cluster: cluster.name };
      const desktops = ClusterDesktops.create({
        cluster,
        logger: logger.child(label),
        meter: labelMeter(meter, label),
      });
      return [cluster.name, desktops];
    }),
  );
};
