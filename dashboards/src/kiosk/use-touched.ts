import { useEffect, useState } from 'react';

const shownMs = 5000;

/** True for a while after somebody touched the screen, moved the mouse or pressed a key. */
export function useTouched(): boolean {
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onTouch = (): void => {
      setTouched(true);
      clearTimeout(timer);
      timer = setTimeout(() => setTouched(false), shownMs);
    };
    for (const name of touches) window.addEventListener(name, onTouch);
    return () => {
      clearTimeout(timer);
      for (const name of touches) window.removeEventListener(name, onTouch);
    };
  }, []);
  return isTouched;
}

const touches = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
