import { pino } from 'pino';
import { edgeConfig } from '../../edge/config.ts';
import { startEdge } from '../../edge/edge.ts';
import { serve } from '../subjects/serve.ts';
import { boardPlant } from './plant.ts';

/** The whole service with a plant of 20 lines. */
await serve(async (dataDir) => {
  const edge = await startEdge({
    config: edgeConfig.parse({
      plant: boardPlant,
      store: { dataDir },
      http: { port: 0 },
      mqtt: { port: 0, anonymous: true },
    }),
    log: pino({ level: 'warn' }),
    version: 'bench',
    onDeath: (error) => {
      throw error;
    },
  });
  const { mqtt: port, http: httpPort } = edge.ports;
  return { ports: { port, httpPort }, stop: () => edge[Symbol.asyncDispose]() };
});
