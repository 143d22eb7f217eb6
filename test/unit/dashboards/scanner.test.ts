import { describe, expect, test } from 'vitest';
import { ScanReader } from '../../../dashboards/src/shell/scanner.ts';

/** Types a text with one key every `gapMs`, and tells what the last key brought. */
function type(keys: readonly string[], gapMs: number, codes: readonly string[] = []) {
  const reader = new ScanReader();
  const press = (key: string, index: number) =>
    reader.press({
      key,
      code: codes[index] ?? '',
      shiftKey: false,
      timeStamp: 1000 + index * gapMs,
    });
  return keys.map(press).at(-1);
}

describe('a scanner that types', () => {
  test('is told from a person by its speed', () => {
    expect(type([...'R-0001', 'Enter'], 8)).toEqual({ code: 'R-0001', rebuilt: false });
    expect(type([...'R-0001', 'Enter'], 120)).toBeUndefined();
  });

  test('may end with Tab, and hold Shift between characters', () => {
    expect(type(['Shift', 'R', 'Shift', '-', '1', '2', 'Tab'], 10)?.code).toBe('R-12');
  });

  test('is not believed for fewer than four characters', () => {
    expect(type([...'R-1', 'Enter'], 8)).toBeUndefined();
  });

  test('keeps the separators of a GS1 code', () => {
    expect(type([...'10R1', '\u001d', ...'21A', 'Enter'], 8)?.code).toBe('10R1\u001d21A');
  });

  test('is read through a Vietnamese keyboard that changes characters, and this is said', () => {
    const scan = type(['L', 'Ô', 'T', '7', 'Enter'], 8, ['KeyL', 'KeyO', 'KeyT', 'Digit7']);
    expect(scan).toEqual({ code: 'LoT7', rebuilt: true });
  });

  test('does not inherit what a person typed before it', () => {
    const reader = new ScanReader();
    const keys = [...'ab', ...'R-0001', 'Enter'];
    const times = keys.map((_, index) => (index < 2 ? index * 300 : 5000 + index * 9));
    const scans = keys.map((key, index) =>
      reader.press({ key, code: '', shiftKey: false, timeStamp: times[index]! }),
    );
    expect(scans.at(-1)?.code).toBe('R-0001');
  });
});
