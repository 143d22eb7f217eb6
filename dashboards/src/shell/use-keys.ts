import { useEffect, useRef } from 'react';
import { type Scan, ScanReader } from './scanner.ts';

/** By what is typed: `/`, `?`, `g l`. */
type Shortcuts = Readonly<Record<string, () => void>>;

const secondKeyWithinMs = 1500;

/**
 * Scans, wherever the focus is: but a field marked `data-scan="field"` keeps what is scanned into it,
 * and no scan submits its form.
 */
export function useScans(onScan: (scan: Scan) => void): void {
  useKeyDown(onScan, scanListener);
}

/** Keys of a page. They rest while somebody types into a field. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useKeyDown(shortcuts, shortcutListener);
}

function useKeyDown<T>(keys: T, listener: (current: () => T) => (event: KeyboardEvent) => void) {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const onKey = listener(() => current.current);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.ctrlKey && !event.altKey && !event.metaKey) onKey(event);
    };
    // Before any field sees the key, or Enter would submit what a scanner typed into it.
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, [listener]);
}

function scanListener(onScan: () => (scan: Scan) => void): (event: KeyboardEvent) => void {
  const reader = new ScanReader();
  let field: Field | undefined;
  return (event) => {
    if (reader.isIdleAt(event.timeStamp)) field = fieldOf(event.target);
    const scan = reader.press(event);
    if (scan === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (field?.keepsScans) write(field, typedBy(field, scan.code));
    else {
      restore(field);
      onScan()(scan);
    }
  };
}

function shortcutListener(shortcutsOf: () => Shortcuts): (event: KeyboardEvent) => void {
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

type Field = {
  readonly element: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  /** Where the caret was. */
  readonly caret: number;
  readonly keepsScans: boolean;
};

function fieldOf(target: EventTarget | null): Field | undefined {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (!isField) return undefined;
  const { value, selectionStart } = target;
  const keepsScans = target.dataset['scan'] === 'field';
  return { element: target, value, caret: selectionStart ?? value.length, keepsScans };
}

/** What a field holds after a scan, whatever an input method made of its keys; lists go on a new line. */
function typedBy({ element, value, caret }: Field, code: string): string {
  const end = element instanceof HTMLTextAreaElement ? '\n' : '';
  return value.slice(0, caret) + code + end + value.slice(caret);
}

/** Takes back what a scan typed into the field that had the focus. */
function restore(field: Field | undefined): void {
  if (field !== undefined) write(field, field.value);
}

function write(field: Field, value: string): void {
  // React notices a value only when it is set by the element's own setter.
  const setter = Object.getOwnPropertyDescriptor(
    Object.getPrototypeOf(field.element),
    'value',
  )?.set;
  setter?.call(field.element, value);
  field.element.dispatchEvent(new Event('input', { bubbles: true }));
}
