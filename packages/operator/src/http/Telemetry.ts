import { observeOperator } from '../metrics/observeOperator';
import { observeProcess } from '../metrics/observeProcess';
import { OperatorMetrics } from '../metrics/OperatorMetrics';
import { PrometheusMeter } from '../metrics/PrometheusMeter';
import type { Operator } from '../operator';
import { describeLiveness } from './describeLiveness';
import { describeReadiness } from './describeReadiness';
import { type HttpServer, startHttpServer } from './startHttpServer';

/** Metrics and health of the program. */
export class Telemetry {
  readonly #meter = new PrometheusMeter();
  /** Takes what happens. */
  readonly metrics = new OperatorMetrics(this.#meter);

  /**
   * Answers for an operator, whether it runs or not.
   *
   * @throws HttpServerError when the address cannot be listened on.
   */
  serve(
    operator: Operator,
    { httpPort, httpAddress }: { httpPort: number; httpAddress?: string },
  ): Promise<HttpServer> {
    observeOperator(this.#meter, operator);
    observeProcess(this.#meter);
    return startHttpServer({
      port: httpPort,
      address: httpAddress,
      live: () => describeLiveness(operator.health()),
      ready: () => describeReadiness(operator.health()),
      metrics: this.#meter,
    });
  }
}
