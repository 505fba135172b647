import { randomUUID } from 'node:crypto';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { QuotaSource } from '@backstage-vdi/plugin-vdi-node';
import type { QuotaOptions } from '../config/readQuotaOptions';
import type { Desktops } from '../desktops/Desktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import { BoundsFinder } from './BoundsFinder';
import { GroupMembers } from './GroupMembers';
import { Quotas } from './Quotas';
import { QuotaSources } from './QuotaSources';
import { Reservations } from './Reservations';

/** The quotas of the configuration and of these sources, on these desktops. */
export function setUpQuotas(surroundings: {
  auth: AuthService;
  catalog: CatalogService;
  desktops: Desktops;
  emails: EmailAddresses;
  logger: LoggerService;
  options: QuotaOptions;
  /** What modules have added. */
  sources: readonly QuotaSource[];
  /** Milliseconds since the epoch. */
  now(): number;
}): { quotas: Quotas; reservations: Reservations } {
  const { desktops, emails, logger, options, sources } = surroundings;
  const reservations = new Reservations({
    desktops,
    newId: randomUUID,
    logger,
  });
  const bounds = new BoundsFinder({
    sources: new QuotaSources({ options, added: sources, logger }),
    members: new GroupMembers(surroundings),
    emails,
    logger,
  });
  return {
    quotas: new Quotas({ desktops, bounds, reservations }),
    reservations,
  };
}
