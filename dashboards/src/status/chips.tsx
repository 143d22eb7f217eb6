import type { Certainty, ObjectStatus } from '../../../edge/api/contract/trace.ts';
import { useText } from '../i18n/language.tsx';
import type { Tone } from './equipment-states.ts';
import { Glyph, type Shape } from './glyph.tsx';

type ChipProps = {
  readonly tone: Tone;
  readonly shape: Shape;
  readonly word: string;
  readonly title?: string;
};

export function Chip({ tone, shape, word, title }: ChipProps) {
  return (
    <span className={`chip tone-${tone}`} title={title}>
      <Glyph shape={shape} />
      {word}
    </span>
  );
}

/** Normal is grey: only what needs somebody has a colour. */
const dispositions: Readonly<Record<ObjectStatus, { tone: Tone; shape: Shape }>> = {
  received: { tone: 'quiet', shape: 'not_scheduled' },
  in_use: { tone: 'quiet', shape: 'producing' },
  used_up: { tone: 'quiet', shape: 'fine' },
  wip: { tone: 'quiet', shape: 'not_scheduled' },
  passed: { tone: 'quiet', shape: 'fine' },
  failed: { tone: 'down', shape: 'unscheduled_down' },
  reworked: { tone: 'setup', shape: 'setup' },
  scrapped: { tone: 'plan', shape: 'no_data' },
  packed: { tone: 'quiet', shape: 'fine' },
  shipped: { tone: 'quiet', shape: 'producing' },
  returned: { tone: 'wait', shape: 'attention' },
};

export function DispositionChip({ status }: { readonly status: ObjectStatus }) {
  const text = useText();
  return <Chip {...dispositions[status]} word={text.dispositions[status]} />;
}

export function dispositionTone(status: ObjectStatus | undefined): Tone {
  return status === undefined ? 'quiet' : dispositions[status].tone;
}

export function CertaintyMark({ certainty }: { readonly certainty: Certainty }) {
  const text = useText();
  return (
    <span className={`certainty certainty-${certainty}`}>
      <Glyph shape={certainty} />
      {text.certainties[certainty]}
    </span>
  );
}
