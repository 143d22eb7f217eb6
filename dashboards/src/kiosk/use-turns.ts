import { useEffect, useState } from 'react';

/** Which of so many boards is shown: the next one after each stretch, unless it is held. */
export function useTurns(
  count: number,
  { everyS, isHeld }: { readonly everyS: number | undefined; readonly isHeld: boolean },
): readonly [turn: number, next: () => void] {
  const [turn, setTurn] = useState(0);
  const runs = everyS !== undefined && count > 1 && !isHeld;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setTurn((n) => n + 1), everyS * 1000);
    return () => clearInterval(timer);
  }, [runs, everyS]);
  return [count === 0 ? 0 : turn % count, () => setTurn((n) => n + 1)];
}
