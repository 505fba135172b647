import { Controller, ControllerOptions, ReconcileInfo } from '../controller';
import { Logger } from '../logger';
import { ManualClock } from './ManualClock';
import { Recorder } from './Recorder';

/** A controller that has been started, and what it says of itself. */
export function createController(options: Partial<ControllerOptions>) {
  const clock = new ManualClock();
  const runs = new Recorder<ReconcileInfo>();
  const logger: jest.Mocked<Logger> = {
    debug: jest.fn(),
    info: jest.fn(),
    warn: jest.fn(),
    error: jest.fn(),
  };
  const controller = new Controller({
    name: 'test',
    reconcile: async () => {},
    onReconcile: runs.record,
    logger,
    clock,
    ...options,
  });
  controller.start();
  return { clock, controller, logger, runs };
}

/** A promise and the way to settle it. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}
