import { useWords } from '../i18n/language.tsx';
import { andonWords } from './words.ts';

type PriorityMarkProps = { readonly priority: number; readonly size?: number };

/** Octagon, triangle, diamond, circle: the shape says it before the digit can be read. */
const shapes: readonly string[] = [
  'M7 1h10l6 6v10l-6 6H7l-6-6V7z',
  'M12 1l11.5 21H.5z',
  'M12 0l12 12-12 12L0 12z',
  'M12 1a11 11 0 110 22 11 11 0 010-22z',
];

export function PriorityMark({ priority, size = 24 }: PriorityMarkProps) {
  const words = useWords(andonWords);
  return (
    <svg
      className={`priority priority-${priority}`}
      viewBox="0 0 24 24"
      role="img"
      aria-label={words.priority(priority)}
      style={{ width: `${size / 16}em`, height: `${size / 16}em` }}
    >
      <path d={shapes[priority - 1]} fill="currentColor" />
      <text x="12" y={priority === 2 ? 20 : 17} textAnchor="middle">
        {priority}
      </text>
    </svg>
  );
}
