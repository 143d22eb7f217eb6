import { z } from 'zod';
import { correctionEvents, happenings } from './correction.ts';

/** Every event there is, told apart by `type`. */
export const factoryEvent = z.discriminatedUnion('type', [...happenings, ...correctionEvents]);
export type FactoryEvent = z.infer<typeof factoryEvent>;
export type EventType = FactoryEvent['type'];
export type EventOf<T extends EventType> = Extract<FactoryEvent, { type: T }>;

/** The schemas by family, in the order of the reference. */
export const eventSchemas = factoryEvent.options;
