import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { go } from '../address.ts';
import { useName, useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { MomentField } from '../moment/moment-field.tsx';
import { msToWall, wallToMs } from '../zone.ts';
import { conditions, conditionsIn, ticks } from './asked.ts';
import { type Known, knownQuery } from './known.ts';
import { exposuresWords } from './words.ts';

const hourMs = 3_600_000;

/** Where, when, and what else must hold. Its answer is an address, which can be sent to somebody. */
export function ConditionsForm({ asked }: { readonly asked: URLSearchParams }) {
  const words = useWords(exposuresWords);
  const site = useSite();
  const timeZone = site?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const tick = useTick();
  const nowMs = tick.nowMs ?? Date.now();
  const clock = tick.nowMs === undefined ? 'device' : 'plant'; // The fields begin anew with the plant's.
  const askedPlace = asked.get('station') ?? asked.get('line') ?? '';
  const [chosen, setChosen] = useState(askedPlace);
  const where = chosen === '' ? (site?.lines[0]?.line ?? '') : chosen;
  const atMs = (name: 'from' | 'to', elseMs: number) => {
    const askedMs = Date.parse(asked.get(name) ?? '');
    return Number.isNaN(askedMs) ? elseMs : askedMs;
  };
  const wall = (name: 'from' | 'to', elseMs: number) => msToWall(atMs(name, elseMs), timeZone);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const query = readConditions(new FormData(form), timeZone);
    if (query !== undefined) return go(`/exposures?${query}`);
    const measurement = form.elements.namedItem('measurement');
    if (measurement instanceof HTMLInputElement) complain(measurement, words.whichValue);
  };
  return (
    <form className="card card-text" onSubmit={submit}>
      <div className="conditions">
        <Where chosen={where} onChoose={setChosen} />
        <MomentField
          key={`from ${clock}`}
          name="from"
          label={words.from}
          required
          defaultValue={wall('from', nowMs - hourMs)}
        />
        <MomentField
          key={`to ${clock}`}
          name="to"
          label={words.to}
          required
          defaultValue={wall('to', nowMs)}
        />
        <label>
          {words.result}
          <select name="result" defaultValue={asked.get('result') ?? ''}>
            <option value="">{words.any}</option>
            <option value="pass">{words.pass}</option>
            <option value="fail">{words.fail}</option>
          </select>
        </label>
        <Conditions asked={asked} known={useKnown(where, atMs('to', nowMs))} />
      </div>
      <p className="row">
        {ticks.map((name) => (
          <label key={name} className="row">
            <input type="checkbox" name={name} value="yes" defaultChecked={isTicked(name, asked)} />
            {words[name]}
          </label>
        ))}
        <button type="submit" className="primary end">
          {words.find}
        </button>
      </p>
    </form>
  );
}

/** What passed there on the day before `toMs`, by the hour so that a running clock asks rarely. */
function useKnown(where: string, toMs: number): Known {
  const hour = Math.ceil(toMs / hourMs);
  const iso = (hours: number) => new Date(hours * hourMs).toISOString();
  const station = isStation(where) ? where : '';
  return useQuery(knownQuery({ station, from: iso(hour - 24), to: iso(hour) })).data ?? {};
}

type ConditionsProps = { readonly asked: URLSearchParams; readonly known: Known };

function Conditions({ asked, known }: ConditionsProps) {
  const words = useWords(exposuresWords);
  const id = useId();
  return conditions.map((name) => {
    const value = asked.get(name) ?? '';
    const suggested = known[name] ?? [];
    return (
      <label key={name}>
        {words[name]}
        <input
          name={name}
          defaultValue={name === 'alarm' && value === 'any' ? '' : value}
          maxLength={128}
          autoComplete="off"
          list={suggested.length === 0 ? undefined : `${id}-${name}`}
          inputMode={name === 'below' || name === 'above' ? 'decimal' : undefined}
          onInput={(event) => event.currentTarget.setCustomValidity('')}
        />
        {suggested.length > 0 && (
          <datalist id={`${id}-${name}`}>
            {suggested.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
      </label>
    );
  });
}

function isTicked(name: (typeof ticks)[number], asked: URLSearchParams): boolean {
  return name === 'anyAlarm' ? asked.get('alarm') === 'any' : asked.has(name);
}

/** Says at the field what it lacks; typing there takes it back. */
function complain(field: HTMLInputElement, what: string): void {
  field.setCustomValidity(what);
  field.reportValidity();
}

type WhereProps = { readonly chosen: string; readonly onChoose: (path: string) => void };

function Where({ chosen, onChoose }: WhereProps) {
  const words = useWords(exposuresWords);
  const name = useName();
  const id = useId();
  const lines = useSite()?.lines ?? [];
  return (
    <label htmlFor={id}>
      {words.where}
      <select
        id={id}
        name="where"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
        required
      >
        {lines.map(({ line, name: lineName, stations }) => (
          <optgroup key={line} label={name(lineName)}>
            <option value={line}>
              {name(lineName)} ({words.line})
            </option>
            {stations.map((station) => (
              <option key={station.station} value={station.station}>
                {name(station.name)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** A path of three steps is a line, of four a station. */
function isStation(path: string): boolean {
  return path.split('/').length === 4;
}

function readConditions(data: FormData, timeZone: string): URLSearchParams | undefined {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const said = conditionsIn(text);
  if (said === undefined) return undefined;
  const iso = (name: string) => new Date(wallToMs(text(name), timeZone)).toISOString();
  const where = text('where');
  return new URLSearchParams([
    [isStation(where) ? 'station' : 'line', where],
    ['from', iso('from')],
    ['to', iso('to')],
    ...said.map(([name, value]): [string, string] => [name, value]),
  ]);
}
