import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { TargetsReply } from '../../../edge/api/contract/calendar.ts';
import type { CyclesReply } from '../../../edge/api/contract/cycles.ts';
import { getJson } from '../api/http.ts';
import { useFormat, useName, useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import type { Line } from '../settings/lines.ts';
import { PartFrame } from '../settings/part-frame.tsx';
import { useSetting } from '../settings/use-setting.ts';
import { AddTarget } from './add-target.tsx';
import { TargetFields } from './target-fields.tsx';
import {
  changesOf,
  faultsIn,
  keyOf,
  type Row,
  rowsAt,
  units,
  valueNames,
  versionsOf,
} from './targets.ts';
import { targetWords } from './words.ts';

/** What lines, stations and products are to do, beside what they really did. */
export function TargetsPart() {
  const words = useWords(targetWords);
  const scopeName = useScopeName();
  const format = useFormat();
  const { nowMs = Date.now() } = useTick();
  const draftOf = ({ editions }: TargetsReply): readonly Row[] => rowsAt(editions, nowMs);
  const at = useSetting<TargetsReply, readonly Row[]>({
    path: '/api/v1/targets',
    draftOf,
    bodyOf: (rows, based) => ({ targets: changesOf(draftOf(based), rows) }),
  });
  const linesOf = (rows: readonly Row[]): Line[] =>
    rows.flatMap((row) =>
      valueNames.flatMap((name) => {
        const value = row[name];
        if (value === undefined) return [];
        return [
          {
            key: `${keyOf(row)} ${name}`,
            label: `${scopeName(row, true)} · ${words.values[name]}`,
            value: `${Number.isNaN(value) ? '?' : format.decimal(value / units[name].size)} ${words.units[name]}`,
          },
        ];
      }),
    );
  const draft = at.setting?.draft ?? [];
  return (
    <PartFrame
      {...at}
      what={words.what}
      problems={faultsIn(draft)}
      draftOf={draftOf}
      linesOf={linesOf}
      versions={{
        of: ({ editions }) => versionsOf(editions),
        linesOf,
        draftOf: (rows) => rows,
      }}
    >
      {(setting) => <LineTargets draft={setting.draft} change={setting.change} />}
    </PartFrame>
  );
}

type LineTargetsProps = {
  readonly draft: readonly Row[];
  readonly change: (draft: readonly Row[]) => void;
};

/** One line at a time: the whole of it first, then what has targets of its own. */
function LineTargets({ draft, change }: LineTargetsProps) {
  const words = useWords(targetWords);
  const name = useName();
  const scopeName = useScopeName();
  const title = useId();
  const lines = useSite()?.lines ?? [];
  const [chosen, setChosen] = useState('');
  const line = (lines.find((one) => one.line === chosen) ?? lines[0])?.line;
  const { data: cycles } = useQuery({
    queryKey: ['cycles', line],
    enabled: line !== undefined,
    queryFn: ({ signal }) =>
      getJson<CyclesReply>(
        `/api/v1/targets/cycles?${new URLSearchParams({ line: line ?? '' })}`,
        signal,
      ),
  });
  if (line === undefined) return <p className="notice card">{words.noLines}</p>;
  const whole = draft.find((row) => keyOf(row) === keyOf({ line })) ?? { line };
  const own = draft.filter((row) => row.line === line && row !== whole);
  const put = (row: Row, next: Row | undefined) => {
    const rest = draft.filter((one) => keyOf(one) !== keyOf(row));
    change(
      (next === undefined ? rest : [...rest, next]).toSorted((a, b) =>
        keyOf(a) < keyOf(b) ? -1 : 1,
      ),
    );
  };
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>
        <label>
          {words.line}{' '}
          <select value={line} onChange={({ target }) => setChosen(target.value)}>
            {lines.map((one) => (
              <option key={one.line} value={one.line}>
                {name(one.name)}
              </option>
            ))}
          </select>
        </label>
      </h2>
      <div className="card-text">
        {[whole, ...own].map((row) => (
          <TargetFields
            key={keyOf(row)}
            row={row}
            scope={scopeName(row, false)}
            wider={row === whole ? undefined : whole}
            cycles={cycles}
            onChange={(next) => put(row, next)}
            onRemove={row === whole ? undefined : () => put(row, undefined)}
          />
        ))}
        <AddTarget
          line={line}
          taken={new Set(draft.map(keyOf))}
          items={[
            ...new Set([...(cycles?.cycles ?? []), ...draft].flatMap(({ item }) => item || [])),
          ]}
          onAdd={(row) => change([...draft, row])}
        />
      </div>
    </section>
  );
}

/** What a scope is called: `SPK-40W · EOL`, with its line where several are listed. */
function useScopeName(): (row: Row, withLine: boolean) => string {
  const words = useWords(targetWords);
  const name = useName();
  const lines = useSite()?.lines ?? [];
  return ({ line, station, item }, withLine) => {
    const known = lines.find((one) => one.line === line);
    const own = [item, station?.split('/').at(-1)].filter((part) => part !== undefined).join(' · ');
    const scope = own === '' ? words.whole : own;
    return withLine ? `${known === undefined ? line : name(known.name)} · ${scope}` : scope;
  };
}
