import { useEffect, useRef } from 'react';
import { type Scan, ScanReader } from './scanner.ts';

type Keys = {
  readonly onScan: (scan: Scan) => void;
  /** By what is typed: `/`, `?`, `g l`. */
  readonly shortcuts: Readonly<Record<string, () => void>>;
};

const secondKeyWithinMs = 1500;

/** Scans and shortcuts of the whole page. Shortcuts rest while somebody types into a field. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onScanKey = scanListener((scan) => current.current.onScan(scan));
    const onShortcutKey = shortcutListener(() => current.current.shortcuts);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (!onScanKey(event)) onShortcutKey(event);
    };
    // Before any field sees the key, or Enter would submit what a scanner typed into it.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

/** True when the key ended a scan; it is then nobody else's. */
function scanListener(onScan: Keys['onScan']): (event: KeyboardEvent) => boolean {
  const reader = new ScanReader();
  let field: Field | undefined;
  return (event) => {
    if (reader.isIdleAt(event.timeStamp)) field = fieldOf(event.target);
    const scan = reader.press(event);
    if (scan === undefined) return false;
    event.preventDefault();
    event.stopPropagation();
    restore(field);
    onScan(scan);
    return true;
  };
}

function shortcutListener(shortcutsOf: () => Keys['shortcuts']): (event: KeyboardEvent) => void {
  let first = { key: '', timeStamp: Number.NEGATIVE_INFINITY };
  return (event) => {
    if (fieldOf(event.target) !== undefined || event.key === 'Shift') return;
    const shortcuts = shortcutsOf();
    const isSecond = event.timeStamp - first.timeStamp < secondKeyWithinMs;
    const both = isSecond ? shortcuts[`${first.key} ${event.key}`] : undefined;
    first = { key: event.key, timeStamp: event.timeStamp };
    const run = both ?? shortcuts[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
}

type Field = { readonly element: HTMLInputElement; readonly value: string };

function fieldOf(target: EventTarget | null): Field | undefined {
  return target instanceof HTMLInputElement ? { element: target, value: target.value } : undefined;
}

/** Takes back what a scan typed into the field that had the focus. */
function restore(field: Field | undefined): void {
  if (field === undefined) return;
  // React notices a value only when it is set by the element's own setter.
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  setter?.call(field.element, field.value);
  field.element.dispatchEvent(new Event('input', { bubbles: true }));
}
