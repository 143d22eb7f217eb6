import type { LoadOrder } from './load-window.ts';
import { LoadWindow } from './load-window.ts';

/** The load's own process: one window for each message. */
process.on('message', (order: LoadOrder) => {
  // A failed window ends the process, and with it the benchmark.
  void new LoadWindow(order).run().then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());
