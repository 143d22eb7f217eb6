import { describe, expect, test } from 'vitest';
import { lineSpansOf } from '../../../domain/kpi/time/line-timeline.ts';
import { createTimeline, type LossKind } from '../../../domain/kpi/time/timeline.ts';
import { measure, minuteMs, minutes, plan, state } from './build.ts';

describe('the time model', () => {
  test('puts every state of a planned hour where ISO 22400-2 has a place for it', () => {
    const spans = [
      state('producing', 0, 20),
      state('setup', 20, 25),
      state('unscheduled_down', 25, 30),
      state('unscheduled_down', 31, 32),
      state('standby_starved', 32, 36),
      state('standby_blocked', 36, 41),
      state('standby_starved', 42, 43),
      state('scheduled_down', 43, 46),
      state('engineering', 46, 48),
      state('not_scheduled', 48, 49),
      state('clock_suspect', 49, 52),
    ];
    const elements = measure({ spans, plan: [plan('work', 0, 60)] }, 0, 60);
    expect(minutes(elements)).toEqual({
      calendarTimeMs: 60,
      notScheduledTimeMs: 1,
      plannedOperationTimeMs: 59,
      scheduledDownTimeMs: 3,
      engineeringTimeMs: 2,
      plannedBusyTimeMs: 54,
      actualProductionTimeMs: 20,
      actualSetupTimeMs: 5,
      // The failure of 5 minutes, and two stops of 1 minute that are shorter than 2.
      actualDelayTimeMs: 7,
      failureTimeMs: 5,
      microStopTimeMs: 2,
      actualDownTimeMs: 9,
      starvedTimeMs: 4,
      blockedTimeMs: 5,
      // 30 to 31, 41 to 42 and 52 to 60, of which nobody said anything.
      noDataTimeMs: 10,
      clockSuspectTimeMs: 3,
      failureCount: 1,
      repairCount: 1,
      timeToRepairMs: 5,
      timeBetweenFailuresMs: 25,
      timeToFailureMs: 27,
      correctiveMaintenanceTimeMs: 5,
      plannedMaintenanceTimeMs: 3,
    });
  });

  test('takes breaks, planned stops and free time out of the busy time, whatever the machine does', () => {
    const elements = measure(
      {
        spans: [state('producing', 0, 40), state('unscheduled_down', 40, 100)],
        plan: [
          plan('work', 0, 30),
          plan('break', 30, 45),
          plan('work', 45, 60),
          { ...plan('planned_stop', 60, 80), isMaintenance: true },
          plan('not_scheduled', 80, 100),
        ],
      },
      0,
      100,
    );
    expect(minutes(elements)).toEqual({
      calendarTimeMs: 100,
      notScheduledTimeMs: 20,
      plannedOperationTimeMs: 80,
      breakTimeMs: 15,
      plannedStopTimeMs: 20,
      plannedBusyTimeMs: 45,
      actualProductionTimeMs: 30,
      unplannedProductionTimeMs: 10,
      actualDelayTimeMs: 15,
      failureTimeMs: 15,
      failureCount: 1,
      timeBetweenFailuresMs: 30,
      timeToFailureMs: 30,
      correctiveMaintenanceTimeMs: 15,
      plannedMaintenanceTimeMs: 20,
    });
  });

  test('knows a micro-stop by the length of the whole stop, not of the part that is asked for', () => {
    const history = {
      spans: [state('producing', 0, 59), state('unscheduled_down', 59, 65)],
      plan: [plan('work', 0, 120)],
    };
    expect(minutes(measure(history, 0, 60))).toMatchObject({ failureTimeMs: 1, failureCount: 1 });
    expect(minutes(measure(history, 60, 120))).toMatchObject({
      failureTimeMs: 5,
      repairCount: 1,
      timeToRepairMs: 6,
    });
  });

  test('adds what repeated messages and changing reasons cut a stop into', () => {
    const spans = [
      state('unscheduled_down', 0, 1, 'jam'),
      state('unscheduled_down', 1, 2, 'jam'),
      state('unscheduled_down', 2, 3, 'guard'),
    ];
    const { failures } = createTimeline({ spans, microStopMs: 2 * minuteMs });
    expect(failures).toEqual([{ fromMs: 0, toMs: 3 * minuteMs }]);
  });

  test.each<[LossKind, string]>([
    ['failure', 'failureTimeMs'],
    ['setup', 'actualSetupTimeMs'],
    ['material', 'starvedTimeMs'],
    ['waiting', 'actualDownTimeMs'],
    ['planned', 'scheduledDownTimeMs'],
    ['quality', 'actualDelayTimeMs'],
    ['other', 'actualDelayTimeMs'],
  ])('counts the part of a stop that somebody called %s as %s', (loss, element) => {
    const elements = measure(
      {
        spans: [state('unscheduled_down', 0, 30)],
        classifications: [
          { id: 'c', atMs: 1, fromMs: 10 * minuteMs, toMs: 14 * minuteMs, reason: 'r', loss },
        ],
        plan: [plan('work', 0, 30)],
      },
      10,
      14,
    );
    expect(minutes(elements)).toMatchObject({ [element]: 4 });
  });

  test('lets the later of two statements count, whichever came first', () => {
    const said = { fromMs: 0, toMs: 10 * minuteMs, reason: 'r' };
    const first = { ...said, id: 'a', atMs: 1, loss: 'failure' } as const;
    const second = { ...said, id: 'b', atMs: 2, loss: 'setup' } as const;
    for (const classifications of [
      [first, second],
      [second, first],
    ]) {
      const spans = [state('unscheduled_down', 0, 10)];
      const elements = measure({ spans, classifications, plan: [plan('work', 0, 10)] }, 0, 10);
      expect(minutes(elements)).toMatchObject({ actualSetupTimeMs: 10 });
    }
  });

  test('does not let a reason make a stop of production, or knowledge of silence', () => {
    const elements = measure(
      {
        spans: [state('producing', 0, 10)],
        classifications: [
          { id: 'c', atMs: 1, fromMs: 0, toMs: 20 * minuteMs, reason: 'r', loss: 'planned' },
        ],
        plan: [plan('work', 0, 20)],
      },
      0,
      20,
    );
    expect(minutes(elements)).toMatchObject({ actualProductionTimeMs: 10, noDataTimeMs: 10 });
  });
});

describe("a line's state", () => {
  const stations = [
    {
      station: 'PRINT',
      spans: [state('unscheduled_down', 10, 20, 'squeegee'), state('producing', 20, 90)],
    },
    { station: 'PLACE', spans: [state('standby_starved', 10, 22), state('setup', 22, 30)] },
    {
      station: 'OVEN',
      spans: [
        state('producing', 0, 10),
        state('standby_starved', 10, 35),
        state('standby_blocked', 35, 50),
        state('no_data', 50, 60),
      ],
    },
    {
      station: 'AOI',
      spans: [
        state('standby_starved', 0, 36),
        state('unscheduled_down', 36, 45),
        state('producing', 45, 60),
      ],
    },
  ];

  test('is that of the station that starves or blocks the bottleneck, which is named', () => {
    const spans = lineSpansOf(stations, 'OVEN').map(
      ({ state: name, cause, reason, fromMs, toMs }) =>
        [name, cause, reason, fromMs / minuteMs, toMs / minuteMs]
          .filter((x) => x !== undefined)
          .join(' '),
    );
    expect(spans).toEqual([
      'producing OVEN 0 10',
      'unscheduled_down PRINT squeegee 10 20',
      'standby_starved 20 22',
      'setup PLACE 22 30',
      'standby_starved 30 35',
      'standby_blocked 35 36',
      'unscheduled_down AOI 36 45',
      'standby_blocked 45 50',
      'no_data OVEN 50 60',
    ]);
  });
});
