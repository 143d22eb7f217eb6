import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { moved, type View, zoomed } from './view.ts';

type Motion = {
  /** Where keys, the wheel and drags are heard. */
  readonly board: RefObject<HTMLElement | null>;
  /** What is as wide as the view. */
  readonly axis: RefObject<HTMLElement | null>;
  readonly view: View;
  readonly whole: View;
  readonly onView: (view: View) => void;
};

/** A hand that rests on a mark moves less than this, in pixels. */
const dragMin = 5;

/** Zooms and pans a view by wheel and drag, and gives what does so by keys. */
export function useMotion(motion: Motion): (event: KeyboardEvent) => void {
  const current = useRef(motion);
  useEffect(() => {
    current.current = motion;
  });
  useEffect(() => {
    const board = current.current.board.current;
    if (board === null) return;
    const onWheel = (event: WheelEvent) => turn(event, current.current);
    const onPointerDown = (event: PointerEvent) => drag(event, board, current);
    // Not passive: the browser would zoom the whole page.
    board.addEventListener('wheel', onWheel, { passive: false });
    board.addEventListener('pointerdown', onPointerDown);
    return () => {
      board.removeEventListener('wheel', onWheel);
      board.removeEventListener('pointerdown', onPointerDown);
    };
  }, []);
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (isMoved(event, motion) || isFollowed(event, motion)) event.preventDefault();
  };
}

function turn(event: WheelEvent, { axis, view, whole, onView }: Motion): void {
  const box = axis.current?.getBoundingClientRect();
  if (box === undefined || box.width === 0) return;
  const spanMs = view.toMs - view.fromMs;
  if (event.ctrlKey || event.metaKey) {
    const place = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const by = Math.min(2, Math.max(0.5, Math.exp(event.deltaY / 300)));
    onView(zoomed(view, whole, { by, aroundMs: view.fromMs + place * spanMs }));
  } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
    const pixels = event.deltaX === 0 ? event.deltaY : event.deltaX;
    onView(moved(view, whole, (pixels / box.width) * spanMs));
  } else {
    return; // The page scrolls, as everywhere.
  }
  event.preventDefault();
}

function drag(begin: PointerEvent, board: HTMLElement, current: { readonly current: Motion }) {
  const { axis, view, whole } = current.current;
  const width = axis.current?.getBoundingClientRect().width ?? 0;
  if (begin.button !== 0 || begin.pointerType === 'touch' || width === 0) return;
  let isDragging = false;
  const onMove = ({ clientX }: PointerEvent) => {
    const pixels = begin.clientX - clientX;
    isDragging ||= Math.abs(pixels) > dragMin;
    if (!isDragging) return;
    current.current.onView(moved(view, whole, (pixels / width) * (view.toMs - view.fromMs)));
  };
  const onClick = (event: MouseEvent) => {
    if (isDragging) event.stopPropagation(); // The end of a drag opens nothing.
  };
  const end = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    setTimeout(() => board.removeEventListener('click', onClick, true)); // It comes after this.
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
  board.addEventListener('click', onClick, true);
}

function isMoved({ key, shiftKey }: KeyboardEvent, motion: Motion): boolean {
  const { view, whole, onView } = motion;
  const stepMs = (view.toMs - view.fromMs) / 4;
  if (key === '0') onView(whole);
  else if (key === '+' || key === '=') onView(zoomed(view, whole, { by: 0.5, ...focused() }));
  else if (key === '-' || key === '−') onView(zoomed(view, whole, { by: 2, ...focused() }));
  else if (shiftKey && key === 'ArrowLeft') onView(moved(view, whole, -stepMs));
  else if (shiftKey && key === 'ArrowRight') onView(moved(view, whole, stepMs));
  else return false;
  return true;
}

/** The instant of the mark that has the focus: it stays where it is. */
function focused(): { readonly aroundMs?: number } {
  const at = document.activeElement instanceof HTMLElement && document.activeElement.dataset['at'];
  return typeof at === 'string' ? { aroundMs: Number(at) } : {};
}

const rowSteps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const markSteps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** Goes to the mark beside, or to the nearest one of the next lane that has any. */
function isFollowed({ key, target }: KeyboardEvent, { board }: Motion): boolean {
  if (!(target instanceof HTMLElement) || board.current === null) return false;
  const rows = [...board.current.querySelectorAll<HTMLElement>('.timeline-track')]
    .map((track) => [...track.querySelectorAll<HTMLElement>('[data-at]')])
    .filter((marks) => marks.length > 0);
  const row = rows.findIndex((marks) => marks.includes(target));
  const index = rows[row]?.indexOf(target) ?? 0;
  const next =
    key in markSteps
      ? rows[row]?.[index + (markSteps[key] ?? 0)]
      : key in rowSteps
        ? nearest(rows[row + (rowSteps[key] ?? 0)] ?? [], Number(target.dataset['at']))
        : undefined;
  next?.focus();
  return next !== undefined;
}

function nearest(marks: readonly HTMLElement[], atMs: number): HTMLElement | undefined {
  const distance = (mark: HTMLElement) => Math.abs(Number(mark.dataset['at']) - atMs);
  return [...marks].sort((one, other) => distance(one) - distance(other))[0];
}

/** The width of an element in pixels, as it changes. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
