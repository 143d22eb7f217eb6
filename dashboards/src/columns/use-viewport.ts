import { type RefObject, useEffect, useState } from 'react';
import type { Viewport } from './edges-canvas.tsx';

/**
 * The part of a scrolled element that is seen, at most once a frame. Not of a printed one, which is as
 * high as all that is in it.
 */
export function useViewport(scroller: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState<Viewport>({ left: 0, top: 0, width: 0, height: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let frame = 0;
    const read = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (matchMedia('print').matches) return;
        setViewport({
          left: element.scrollLeft,
          top: element.scrollTop,
          width: element.clientWidth,
          height: element.clientHeight,
        });
      });
    };
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller]);
  return viewport;
}
