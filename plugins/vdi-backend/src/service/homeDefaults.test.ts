import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { SIZE_DEFAULTS } from '@backstage-vdi/plugin-vdi-common';

const CRD = path.resolve(
  __dirname,
  '../../../../charts/vdi-operator/crds/vdisessions.yaml',
);

it("is what the VDISession's schema says, which fills in the home's size", () => {
  const crd = parse(readFileSync(CRD, 'utf8'));
  const { resources, persistence, timeout } =
    crd.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties;
  expect(persistence.properties.size.default).toBe(SIZE_DEFAULTS.homeSize);
  expect(persistence.properties.enabled.default).toBe(true);
  expect(persistence.properties.retain.default).toBe(true);
  // A default here would win over the template's.
  expect(resources.properties.memory).not.toHaveProperty('default');
  expect(timeout).not.toHaveProperty('default');
});
