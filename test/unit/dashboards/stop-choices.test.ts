import { describe, expect, test } from 'vitest';
import {
  cutWithin,
  groupsOf,
  inOrderOfNeed,
  neighboursOf,
  rangeOf,
  type Stop,
  withChosen,
} from '../../../dashboards/src/stops/choices.ts';
import { stopsReply } from '../../../edge/api/contract/stops.ts';

const at = (time: string) => `2026-11-23T${time}:00.000Z`;
const stop = (from: string, to: string | null, more: Partial<Stop> = {}): Stop =>
  stopsReply.shape.stops.element.parse({
    station: 'BD1/ASM/ASM1/GLUE',
    state: 'unscheduled_down',
    from: at(from),
    to: to === null ? null : at(to),
    durationMs: Date.parse(at(to ?? '10:00')) - Date.parse(at(from)),
    isMicro: false,
    isExplained: false,
    parts: [],
    eventSeq: 1,
    ...more,
  });
const name = { vi: 'Tên', en: 'Name' };
const reason = (code: string, parent?: string) => ({
  code,
  name,
  loss: 'other' as const,
  alarms: [],
  ...(parent === undefined ? {} : { parent }),
});

describe('the reasons on a tablet', () => {
  test('stand in two levels however deep the tree is; a lone root stands for itself', () => {
    const tree = [
      reason('machine'),
      reason('head', 'machine'),
      reason('nozzle', 'head'),
      reason('jam', 'machine'),
      reason('changeover'),
    ];
    expect(groupsOf(tree).map(({ code, reasons }) => [code, reasons.map((r) => r.code)])).toEqual([
      ['machine', ['nozzle', 'jam']],
      ['changeover', ['changeover']],
    ]);
  });

  test('that were used last come first, each once, six at most', () => {
    const chosen = ['a', 'b', 'c', 'd', 'e', 'f'].reduce<readonly string[]>(withChosen, []);
    expect(withChosen(chosen, 'a')).toEqual(['a', 'f', 'e', 'd', 'c', 'b']);
    expect(withChosen(chosen, 'g')).toEqual(['g', 'f', 'e', 'd', 'c', 'b']);
  });
});

describe('the stops on a tablet', () => {
  test('come by need: without a reason first, the latest first, micro-stops not at all', () => {
    const [early, late] = [stop('08:00', '08:10'), stop('09:00', '09:10')];
    const known = stop('09:30', '09:40', { isExplained: true });
    const micro = stop('09:50', '09:51', { isMicro: true });
    expect(inOrderOfNeed([early, known, micro, late])).toEqual({
      open: [late, early],
      others: [known],
    });
  });

  test('are explained whole, in part, or together with their neighbours', () => {
    const [before, here, after] = [
      stop('08:00', '08:10'),
      stop('08:20', '08:40'),
      stop('08:50', null),
    ];
    const whole = { part: 'whole', cutMs: Date.parse(at('08:30')) } as const;
    const alone = { before: undefined, after: undefined };
    expect(neighboursOf(here, [after, here, before])).toEqual({ before, after });
    expect(rangeOf(here, { ...whole, ...alone })).toEqual({ from: at('08:20'), to: at('08:40') });
    expect(rangeOf(here, { ...whole, ...alone, part: 'first' })).toEqual({
      from: at('08:20'),
      to: at('08:30'),
    });
    expect(rangeOf(here, { ...whole, ...alone, part: 'last' })).toEqual({
      from: at('08:30'),
      to: at('08:40'),
    });
    expect(rangeOf(here, { ...whole, before, after: undefined })).toEqual({
      from: at('08:00'),
      to: at('08:40'),
    });
    // A stop that lasts has no end yet: what is said of it holds to its end.
    expect(rangeOf(here, { ...whole, before: undefined, after })).toEqual({ from: at('08:20') });
    expect(rangeOf(after, { ...whole, ...alone })).toEqual({ from: at('08:50') });
  });

  test('are cut inside of themselves', () => {
    const here = stop('08:20', '08:40');
    expect(cutWithin(here, Date.parse(at('07:00')))).toBe(Date.parse(at('08:20')) + 1000);
    expect(cutWithin(here, Date.parse(at('09:00')))).toBe(Date.parse(at('08:40')) - 1000);
  });
});
