import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { SESSION_DEFAULTS } from './sessionDefaults';

const CRD = path.resolve(
  __dirname,
  '../../../../charts/vdi-operator/crds/vdisessions.yaml',
);

it("is what the VDISession's schema says", () => {
  const crd = parse(readFileSync(CRD, 'utf8'));
  const { resources, persistence, timeout } =
    crd.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties;
  expect(SESSION_DEFAULTS).toEqual({
    gpu: resources.properties.gpu.default,
    memory: resources.properties.memory.default,
    homeSize: persistence.properties.size.default,
    timeout: timeout.default,
  });
  expect(persistence.properties.enabled.default).toBe(true);
  expect(persistence.properties.retain.default).toBe(true);
});
