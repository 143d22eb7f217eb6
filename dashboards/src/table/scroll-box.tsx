import { type ReactNode, useEffect, useRef, useState } from 'react';

type ScrollBoxProps = { readonly label: string; readonly children: ReactNode };

/** A table that may be wider than the page. While it is, the keyboard reaches it too, to scroll it. */
export function ScrollBox({ label, children }: ScrollBoxProps) {
  const box = useRef<HTMLElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const seen = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth));
    seen.observe(element);
    for (const child of element.children) seen.observe(child);
    return () => seen.disconnect();
  }, []);
  return (
    <section ref={box} className="wide-table" aria-label={label} {...(isWide && { tabIndex: 0 })}>
      {children}
    </section>
  );
}
