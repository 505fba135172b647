import { drawingOf } from './drawing';

type Drawing = ReturnType<typeof drawingOf>;

const indexes = (count: number) => Array.from({ length: count }, (_, i) => i);

function Windows({ palette: [, layer, line, accent], pick }: Drawing) {
  return (
    <>
      <rect width="46" height="180" fill={layer} />
      {indexes(4).map(i => (
        <rect
          key={i}
          x="23"
          y={18 + i * 24}
          width="14"
          height="14"
          rx="3"
          fill={i === pick(0, 4) ? accent : line}
        />
      ))}
      <rect x="116" y="30" width="172" height="108" rx="6" fill={line} />
      <rect x="76" y="70" width="148" height="88" rx="6" fill={layer} />
      {indexes(4).map(i => (
        <rect
          key={i}
          x="90"
          y={90 + i * 15}
          width={40 + pick(i + 1, 76)}
          height="5"
          rx="2"
          fill={i === 0 ? accent : line}
        />
      ))}
    </>
  );
}

function Lines({ palette: [, , line, accent], pick }: Drawing) {
  return (
    <>
      {indexes(9).map(i => (
        <rect
          key={i}
          x={24 + 16 * pick(i, 3)}
          y={22 + i * 16}
          width={50 + pick(i + 20, 180)}
          height="6"
          rx="3"
          fill={pick(i + 40, 3) === 0 ? accent : line}
        />
      ))}
    </>
  );
}

function Grid({ palette: [, layer, line, accent], pick }: Drawing) {
  const colours = [layer, layer, line, accent];
  return (
    <>
      {indexes(66).map(i => (
        <rect
          key={i}
          x={24 + (i % 11) * 25}
          y={18 + Math.floor(i / 11) * 25}
          width="20"
          height="20"
          rx="3"
          fill={colours[pick(i, colours.length)]}
        />
      ))}
    </>
  );
}

function Layers({ palette: [, layer, line, accent], pick }: Drawing) {
  const x = 120 + pick(0, 80);
  return (
    <>
      <circle cx={60 + pick(1, 200)} cy="30" r="96" fill={layer} />
      <path d={`M${x} 92l70 32-70 32-70-32z`} fill={line} opacity="0.5" />
      <path d={`M${x} 64l70 32-70 32-70-32z`} fill={line} />
      <path d={`M${x} 36l70 32-70 32-70-32z`} fill={accent} />
    </>
  );
}

const MOTIFS = [Windows, Lines, Grid, Layers];

/** A calm drawing that is always the same for the same name. */
export function Motif({ name }: { name: string }) {
  const drawing = drawingOf(name);
  const Drawn = MOTIFS[drawing.pick(-1, MOTIFS.length)];
  return (
    <svg
      viewBox="0 0 320 180"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <rect width="320" height="180" fill={drawing.palette[0]} />
      <Drawn {...drawing} />
    </svg>
  );
}
