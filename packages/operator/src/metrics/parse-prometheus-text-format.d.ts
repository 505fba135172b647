/** Has no types of its own; what the tests read of it. */
declare module 'parse-prometheus-text-format' {
  export default function parsePrometheusTextFormat(
    text: string,
  ): Array<{ name: string; help: string; type: string }>;
}
