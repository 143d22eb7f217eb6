import { z } from 'zod';

/**
 * Identifiers as people and machines write them: 1 to 128 printable characters, no control or
 * invisible ones, no white space at the ends. They are normalised to NFC and then compared exactly:
 * `r-1`, `R-1` and `R-01` are three different things.
 */
export const identifier = z
  .string()
  .normalize()
  .min(1)
  .max(128)
  .regex(
    /^[^\p{C}\p{Z}](?:[^\p{C}]*[^\p{C}\p{Z}])?$/u,
    'expected 1 to 128 printable characters without spaces at the ends',
  );

export const eventId = identifier.brand<'EventId'>();
export const lotId = identifier.brand<'LotId'>();
export const unitId = identifier.brand<'UnitId'>();
export const containerId = identifier.brand<'ContainerId'>();
export const shipmentId = identifier.brand<'ShipmentId'>();
export const itemId = identifier.brand<'ItemId'>();
export const orderId = identifier.brand<'OrderId'>();
export const operationId = identifier.brand<'OperationId'>();
export const operatorId = identifier.brand<'OperatorId'>();
export const toolId = identifier.brand<'ToolId'>();
export const slotId = identifier.brand<'SlotId'>();
export const partnerId = identifier.brand<'PartnerId'>();
export const caseId = identifier.brand<'CaseId'>();

export type EventId = z.infer<typeof eventId>;
export type LotId = z.infer<typeof lotId>;
export type UnitId = z.infer<typeof unitId>;
export type ContainerId = z.infer<typeof containerId>;
export type ShipmentId = z.infer<typeof shipmentId>;
export type ItemId = z.infer<typeof itemId>;
export type SlotId = z.infer<typeof slotId>;
