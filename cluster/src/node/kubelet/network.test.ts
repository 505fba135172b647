import {
  firewallRules,
  freePrefix,
  renderCni,
  rulesOf,
  serviceRange,
} from './network';

describe('freePrefix', () => {
  it.each([
    ['nothing is taken', [], '10.244.0'],
    ['a neighbour is up', ['default', '10.244.0.0/24'], '10.244.1'],
    ['a gap is left', ['10.244.0.0/24', '10.244.2.0/24'], '10.244.1'],
    ['a single address is taken', ['10.244.0.7'], '10.244.1'],
    ['a VPN has all of it', ['10.0.0.0/8', '10.244.0.0/16'], '10.244.0'],
  ])('when %s', (_, routes, expected) => {
    expect(freePrefix(routes)).toBe(expected);
  });

  it('says when there is none', () => {
    const all = Array.from({ length: 256 }, (_, i) => `10.244.${i}.0/24`);
    expect(() => freePrefix(all)).toThrow('no subnet');
  });
});

describe('serviceRange', () => {
  it('differs between neighbours', () => {
    expect(serviceRange('10.244.0')).toBe('10.96.0.0/16');
    expect(serviceRange('10.244.1')).toBe('10.97.0.0/16');
  });
});

describe('rulesOf', () => {
  const saved = `*filter
:FORWARD ACCEPT [0:0]
-A FORWARD -i vdi-11111111 -m comment --comment vdi-11111111 -j ACCEPT
-A FORWARD -i vdi-22222222 -m comment --comment vdi-22222222 -j ACCEPT
-A FORWARD -i vdi-11111111 -m comment --comment "somebody else's" -j DROP
-A FORWARD -o vdi-11111111 -m comment --comment "vdi-11111111" -j DROP
COMMIT
`;

  it('finds the rules of one cluster, and no other', () => {
    expect(rulesOf(saved, 'vdi-11111111').map(rule => rule.join(' '))).toEqual([
      'FORWARD -i vdi-11111111 -m comment --comment vdi-11111111 -j ACCEPT',
      'FORWARD -o vdi-11111111 -m comment --comment vdi-11111111 -j DROP',
    ]);
  });
});

describe('firewallRules', () => {
  it('let pods out and answers in, and nobody else', () => {
    const rules = firewallRules('vdi-1', '10.244.3.0/24');
    expect(rules.every(rule => rule.includes('vdi-1'))).toBe(true);
    // Each is inserted before the last.
    const forward = rules.filter(rule => rule.includes('FORWARD')).reverse();
    expect(forward.map(rule => [rule[2], rule.at(-1)])).toEqual([
      ['-i', 'ACCEPT'],
      ['-o', 'ACCEPT'],
      ['-o', 'DROP'],
    ]);
  });
});

describe('renderCni', () => {
  it('keeps its books in the folder of the cluster', () => {
    const config = JSON.parse(
      renderCni(
        {
          bridge: 'vdi-1',
          subnet: '10.244.3.0/24',
          gateway: '10.244.3.1',
          serviceRange: '10.99.0.0/16',
        },
        '/state/addresses',
      ),
    );
    expect(config.name).toBe('vdi-1');
    expect(config.plugins).toMatchObject([
      {
        type: 'quiet-bridge',
        bridge: 'vdi-1',
        ipam: {
          dataDir: '/state/addresses',
          ranges: [[{ subnet: '10.244.3.0/24' }]],
        },
      },
    ]);
  });
});
