import { memo, useId } from 'react';
import type { EquipmentState } from '../../../domain/events/equipment.ts';
import type { LineStatus } from '../../../edge/api/contract/lines.ts';
import { useFormat, useText } from '../i18n/language.tsx';
import { equipmentStates } from '../status/equipment-states.ts';

/** The shorter shift so far would be drawn as if little were much. */
const shownMinMs = 3_600_000;

/** States since the shift began. What is not known is hatched, never drawn on. */
export function StateStrip({ line }: { readonly line: LineStatus }) {
  const text = useText();
  const format = useFormat();
  const { fromMs, toMs } = stretchOf(line, undefined);
  return (
    <figure className="strip">
      <figcaption>
        <h3>{text.lines.strip}</h3>
        <span className="muted">{text.lines.stripLegend}</span>
      </figcaption>
      <Strip line={line} lostAtMs={undefined} />
      <p className="strip-scale muted" aria-hidden="true">
        <span>{format.minute(fromMs)}</span>
        <span>{format.minute(toMs)}</span>
      </p>
    </figure>
  );
}

type StripProps = {
  readonly line: LineStatus;
  /** The plant's clock while nothing is heard of it: the time since its last word is not known. */
  readonly lostAtMs: number | undefined;
};

export const Strip = memo(function Strip({ line, lostAtMs }: StripProps) {
  const text = useText();
  const format = useFormat();
  const hatch = useId();
  const { timeline } = line;
  const { fromMs, knownMs, toMs } = stretchOf(line, lostAtMs);
  const x = (at: string | number) =>
    (((typeof at === 'number' ? at : Date.parse(at)) - fromMs) / (toMs - fromMs)) * 1000;
  const sums = sumsOf(timeline);
  const said = sums.map(([state, ms]) => `${text.states[state]} ${format.duration(ms)}`).join('; ');
  return (
    <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label={said}>
      <defs>
        <pattern id={hatch} width="14" height="14" patternUnits="userSpaceOnUse">
          <path d="M0 14L14 0" className="hatch" />
        </pattern>
      </defs>
      {timeline.map(({ state, from, to }) => (
        <rect
          key={from}
          className={`fill-${equipmentStates[state].tone}`}
          fill={`url(#${hatch})`}
          x={x(from)}
          width={Math.max(1, x(to) - x(from))}
          y={100 - equipmentStates[state].height * 100}
          height={equipmentStates[state].height * 100}
        >
          <title>
            {`${text.states[state]} ${format.minute(from)}–${format.minute(to)} (${format.duration(Date.parse(to) - Date.parse(from))})`}
          </title>
        </rect>
      ))}
      {lostAtMs !== undefined && (
        <rect
          fill={`url(#${hatch})`}
          x={x(knownMs)}
          width={x(toMs) - x(knownMs)}
          y="0"
          height="100"
        />
      )}
    </svg>
  );
});

function stretchOf({ shift, timeline }: LineStatus, lostAtMs: number | undefined) {
  const fromMs = Date.parse(shift.from);
  const knownMs = Date.parse(timeline[timeline.length - 1]?.to ?? shift.from);
  const toMs = Math.max(knownMs, lostAtMs ?? 0, fromMs + shownMinMs);
  return { fromMs, knownMs, toMs };
}

function sumsOf(timeline: LineStatus['timeline']): readonly (readonly [EquipmentState, number])[] {
  const sums = new Map<EquipmentState, number>();
  for (const { state, from, to } of timeline) {
    sums.set(state, (sums.get(state) ?? 0) + Date.parse(to) - Date.parse(from));
  }
  return [...sums].sort(([, one], [, other]) => other - one);
}
