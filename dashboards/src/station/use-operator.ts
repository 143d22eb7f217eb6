import { useEffect, useState } from 'react';

const idleMs = 300_000;

export type Operator = {
  readonly id: string | undefined;
  readonly signOn: (id: string) => void;
  readonly leave: () => void;
};

/** Who works on this device, by a scanned badge; nobody again after five minutes without a touch. */
export function useOperator(): Operator {
  const [id, setId] = useState<string>();
  useEffect(() => {
    if (id === undefined) return;
    let timer = setTimeout(() => setId(undefined), idleMs);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setId(undefined), idleMs);
    };
    window.addEventListener('pointerdown', again);
    window.addEventListener('keydown', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', again);
      window.removeEventListener('keydown', again);
    };
  }, [id]);
  return { id, signOn: setId, leave: () => setId(undefined) };
}
