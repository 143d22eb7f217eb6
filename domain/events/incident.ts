import { z } from 'zod';
import { caseId, operatorId } from '../ids.ts';
import { objectRef } from '../object-ref.ts';
import { note } from '../text.ts';
import { envelope } from './envelope.ts';

const at = '2026-11-23T09:12:00+07:00';

/** What a call is about; `complaint` is not a call at a station. */
export const incidentCategory = z.enum([
  'material',
  'maintenance',
  'quality',
  'help',
  'safety',
  'complaint',
]);
export type IncidentCategory = z.infer<typeof incidentCategory>;

/** 1 is the most urgent. */
export const incidentPriority = z.int().min(1).max(4);
export type IncidentPriority = z.infer<typeof incidentPriority>;

export const incidentReported = envelope
  .extend({
    type: z.literal('incident_reported'),
    incident: caseId,
    category: incidentCategory,
    priority: incidentPriority.optional(),
    object: objectRef.optional(),
    description: note.optional(),
    by: operatorId.optional(),
  })
  .meta({
    description:
      'An andon call at a station, or a complaint about a serial. A call without a `priority` (1 is the most urgent) has 1 when it is about safety and 2 otherwise.',
    examples: [
      {
        id: 'andon-00001',
        type: 'incident_reported',
        at,
        station: 'BD1/ASM/ASM1/GLUE',
        incident: 'INC-0001',
        category: 'maintenance',
        priority: 2,
        by: 'op.tam',
      },
    ],
  });

export const incidentAcknowledged = envelope
  .extend({ type: z.literal('incident_acknowledged'), incident: caseId, by: operatorId })
  .meta({
    description: 'Somebody took the incident on.',
    examples: [
      { id: 'andon-00002', type: 'incident_acknowledged', at, incident: 'INC-0001', by: 'tech.an' },
    ],
  });

export const incidentResolved = envelope
  .extend({
    type: z.literal('incident_resolved'),
    incident: caseId,
    by: operatorId,
    resolution: note.optional(),
  })
  .meta({
    description: 'The incident is over.',
    examples: [
      { id: 'andon-00003', type: 'incident_resolved', at, incident: 'INC-0001', by: 'tech.an' },
    ],
  });

export const incidentEvents = [incidentReported, incidentAcknowledged, incidentResolved] as const;
