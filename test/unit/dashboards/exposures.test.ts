import { expect, test } from 'vitest';
import { conditionsIn } from '../../../dashboards/src/exposures/asked.ts';
import { namedIn } from '../../../dashboards/src/exposures/known.ts';

const asked = (fields: Readonly<Record<string, string>>) => {
  const said = conditionsIn((name) => fields[name] ?? '');
  return said && Object.fromEntries(said);
};

test('an active alarm is asked for by its code, or any', () => {
  expect(asked({ anyAlarm: 'yes' })).toEqual({ alarm: 'any' });
  expect(asked({ anyAlarm: 'yes', alarm: 'E-17' })).toEqual({ alarm: 'E-17' });
  expect(asked({ calibration: 'yes', result: 'fail' })).toEqual({
    calibration: 'overdue',
    result: 'fail',
  });
});

test('a limit may be written with a comma, and takes the place of those of the value', () => {
  expect(asked({ measurement: 'spl', above: '91,5', outside: 'yes' })).toEqual({
    measurement: 'spl',
    above: '91.5',
  });
});

test('to judge a value it must be named', () => {
  expect(asked({ outside: 'yes' })).toBeUndefined();
  expect(asked({ below: '3' })).toBeUndefined();
  expect(asked({ outside: 'yes', measurement: 'spl' })).toEqual({
    measurement: 'spl',
    outside: 'limits',
  });
});

test('fields suggest what passages name, each once', () => {
  const passage = {
    operation: 'TEST',
    recipe: { program: 'TEST-40W', revision: '1' },
    tools: ['MIC-1'],
    measurements: [{ name: 'spl', value: 90 }, { name: 'thd' }],
  };
  expect(namedIn([passage, { ...passage, tools: ['MIC-2'], operator: 7 }])).toEqual({
    operation: ['TEST'],
    recipe: ['TEST-40W'],
    tool: ['MIC-1', 'MIC-2'],
    measurement: ['spl', 'thd'],
  });
});
