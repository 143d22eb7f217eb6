import { useEffect, useState } from 'react';

const everyMs = 600_000;
const steps = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
] as const;

/** Where the picture stands, in pixels: it moves a little every ten minutes, so that nothing burns in. */
export function usePixelShift(): readonly [x: number, y: number] {
  const [step, setStep] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setStep((n) => (n + 1) % steps.length), everyMs);
    return () => clearInterval(timer);
  }, []);
  return steps[step] ?? steps[0];
}
