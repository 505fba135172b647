import { metricValue } from './metricValue';
import { readSample } from './readSample';

/** As prometheus_client of Selkies 1.6 writes it. */
const SELKIES = `# HELP python_gc_objects_collected_total Objects collected during gc
# TYPE python_gc_objects_collected_total counter
python_gc_objects_collected_total{generation="0"} 2217.0
# HELP fps Frames per second observed by client
# TYPE fps gauge
fps 60.0
# HELP fps_hist Histogram of FPS observed by client
# TYPE fps_hist histogram
fps_hist_bucket{le="0.0"} 1.0
fps_hist_bucket{le="20.0"} 5.0
fps_hist_bucket{le="+Inf"} 734.0
fps_hist_count 734.0
fps_hist_sum 43271.0
# HELP fps_hist_created Histogram of FPS observed by client
# TYPE fps_hist_created gauge
fps_hist_created 1.7637e+09
# HELP webrtc_statistics_info WebRTC Statistics from the client
# TYPE webrtc_statistics_info gauge
webrtc_statistics_info{codec.mimeType="video/H264",note="fps_hist_count 9"} 1.0
`;

const CONNECTIONS = { format: 'json', name: 'connections' } as const;

describe('readSample', () => {
  it.each<[string, string, number, number | undefined]>([
    ['novnc: nobody', '{"connections": 0, "idleSeconds": 12.5}\n', 0, 12_500],
    ['novnc: two', '{"connections": 2, "idleSeconds": 0}\n', 2, 0],
    ['an image that only counts', '{"connections": 1}', 1, undefined],
  ])('%s', (_, body, value, idleMs) => {
    expect(readSample(body, CONNECTIONS)).toEqual({ value, idleMs });
  });

  it.each([
    ['{"sessions": []}', 0],
    [
      '{"sessions": [{"id": "a1", "transport": "websockets", "role": "controller", "rtt_ms": 3.1}]}',
      1,
    ],
  ])('counts the pages of Selkies 2: %s', (body, value) => {
    const facts = { format: 'json', name: 'sessions' } as const;
    expect(readSample(body, facts)).toEqual({ value });
  });

  it('reads the counter of Selkies 1.6', () => {
    const facts = { format: 'counter', name: 'fps_hist_count' } as const;
    expect(readSample(SELKIES, facts)).toEqual({ value: 734 });
  });

  it.each([
    '',
    'null',
    '[]',
    '0',
    '"connections"',
    '<!doctype html><title>Desktop</title>',
    '{}',
    '{"connections": "0"}',
    '{"connections": -1}',
    '{"connections": null}',
    '{"connections": {"length": 0}}',
    '{"connections": 0, "idleSeconds": -5}',
    '{"connections": 0, "idleSeconds": "99999999"}',
    '{"connections": 0, "idleSeconds": null}',
    '{"__proto__": {"connections": 0}}',
    `${'['.repeat(30_000)}`,
    `${'{"connections":'.repeat(4_000)}0${'}'.repeat(4_000)}`,
  ])('makes nothing of %.40s', body => {
    expect(readSample(body, CONNECTIONS)).toBeUndefined();
  });

  it('takes no inherited field for an answer', () => {
    const facts = { format: 'json', name: 'constructor' } as const;
    expect(readSample('{}', facts)).toBeUndefined();
  });
});

describe('metricValue', () => {
  it.each([
    ['clients 3', 3],
    ['clients 3 1763700000000', 3],
    ['clients\t3', 3],
    ['clients{} 1e2', 100],
    ['clients{kind="view",name="} 9"} 1\nclients{kind="control"} 2', 3],
    ['clients_total 7\nclients 0', 0],
  ])('reads %j as %d', (text, value) => {
    expect(metricValue(text, 'clients')).toBe(value);
  });

  it.each([
    '# HELP clients How many',
    'clients',
    'clients NaN',
    'clients +Inf',
    'clients -1',
    'clients 3x',
    'clients 1e999',
    'clients{a="b" 3',
    'other 3',
    'clients 1\nclients{a="b"} NaN',
  ])('makes nothing of %j', text => {
    expect(metricValue(text, 'clients')).toBeUndefined();
  });
});
