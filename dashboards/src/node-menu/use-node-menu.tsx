import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Graph } from '../columns/graph.ts';
import type { MenuAsked } from './asked.ts';
import { NodeMenu } from './node-menu.tsx';

const saidForMs = 4000;

/** The menu of an object, once one was asked for, and what it has to say afterwards. */
export function useNodeMenu(graph: Graph): {
  readonly onMenu: (asked: MenuAsked) => void;
  readonly menu: ReactNode;
} {
  const [asked, setAsked] = useState<MenuAsked>();
  const [said, setSaid] = useState<string>();
  const close = useCallback(() => setAsked(undefined), []);
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  const menu = (
    <>
      {asked !== undefined && (
        <NodeMenu key={asked.object} {...{ asked, graph }} onClose={close} onSaid={setSaid} />
      )}
      <p role="status" className={said === undefined ? 'sr' : 'said no-print'}>
        {said}
      </p>
    </>
  );
  return { onMenu: setAsked, menu };
}
