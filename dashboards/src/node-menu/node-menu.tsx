import './node-menu.css';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { go } from '../address.ts';
import type { Graph } from '../columns/graph.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { labelPath } from '../label/label-path.ts';
import { idOf } from '../object-ref.ts';
import { shortPath } from '../place-of.ts';
import { tracePath } from '../trace/trace-place.ts';
import type { MenuAsked } from './asked.ts';
import { copyText } from './copy-text.ts';
import { machineThen, pathsAt } from './machine-then.ts';
import { nodeMenuWords } from './words.ts';

type NodeMenuProps = {
  readonly asked: MenuAsked;
  readonly graph: Graph;
  readonly onClose: () => void;
  /** Says what became of something that shows nothing by itself. */
  readonly onSaid: (said: string) => void;
};

type Item = { readonly word: string; readonly run: () => void };

/** What can be done with an object of a trace, where it was asked for. */
export function NodeMenu({ asked, graph, onClose, onSaid }: NodeMenuProps) {
  const words = useWords(nodeMenuWords);
  const menu = useRef<HTMLDivElement>(null);
  const place = usePlace(menu, asked);
  const close = () => {
    onClose();
    if (asked.opener instanceof HTMLElement) asked.opener.focus();
  };
  useClosing(menu, onClose);
  const items = useItems(asked.object, graph, onSaid);
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      className="node-menu no-print"
      aria-label={words.menu(idOf(asked.object))}
      style={place}
      onKeyDown={(event) => moveIn(menu.current, event, close)}
    >
      {items.map(({ word, run }) => (
        <button
          key={word}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            close();
            run();
          }}
        >
          {word}
        </button>
      ))}
    </div>
  );
}

function useItems(object: string, graph: Graph, onSaid: (said: string) => void): readonly Item[] {
  const words = useWords(nodeMenuWords);
  const format = useFormat();
  const to = (word: string, path: string): Item => ({ word, run: () => go(path) });
  const copy = (word: string, copied: string): Item => ({
    word,
    run: () =>
      void copyText(copied).then((isDone) =>
        onSaid(isDone ? words.copied(copied) : words.notCopied),
      ),
  });
  const then = machineThen(object, graph);
  const paths = then === undefined ? undefined : pathsAt(then);
  return [
    to(words.backward, tracePath(object, { direction: 'backward' })),
    to(words.forward, tracePath(object, { direction: 'forward' })),
    ...(then === undefined || paths === undefined
      ? []
      : [
          to(words.machine(shortPath(then.station), format.dateTime(then.atMs)), paths.machine),
          to(words.units, paths.units),
          to(words.alarms, paths.alarms),
        ]),
    to(words.label, labelPath(object)),
    copy(words.copy, idOf(object)),
    copy(words.copyLink, `${location.origin}${tracePath(object)}`),
  ];
}

/** Where it was asked for, as far as it fits there. */
function usePlace(menu: { readonly current: HTMLElement | null }, { x, y }: MenuAsked) {
  const [place, setPlace] = useState({ left: x, top: y });
  useLayoutEffect(() => {
    if (menu.current === null) return;
    const { width, height } = menu.current.getBoundingClientRect();
    setPlace({
      left: Math.max(0, Math.min(x, window.innerWidth - width - 4)),
      top: Math.max(0, Math.min(y, window.innerHeight - height - 4)),
    });
    menu.current.querySelector('button')?.focus();
  }, [menu, x, y]);
  return place;
}

function useClosing(menu: { readonly current: HTMLElement | null }, onClose: () => void): void {
  useEffect(() => {
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && menu.current?.contains(event.target)) return;
      onClose();
    };
    // As they begin: the button that opened it would open it again by its click.
    const kinds = ['pointerdown', 'wheel', 'resize'] as const;
    for (const kind of kinds) window.addEventListener(kind, closeOutside, true);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, closeOutside, true);
    };
  }, [menu, onClose]);
}

function moveIn(menu: HTMLElement | null, event: KeyboardEvent, close: () => void): void {
  const items: HTMLElement[] = [...(menu?.querySelectorAll('button') ?? [])];
  const at = items.findIndex((item) => item.matches(':focus'));
  const next: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at + items.length - 1) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const to = next[event.key];
  if (to === undefined && event.key !== 'Escape' && event.key !== 'Tab') return;
  event.preventDefault();
  event.stopPropagation();
  if (to === undefined) close();
  else items[to]?.focus();
}
