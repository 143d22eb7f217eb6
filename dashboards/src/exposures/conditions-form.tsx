import { type FormEvent, useId } from 'react';
import { go } from '../address.ts';
import { useName, useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { MomentField } from '../moment/moment-field.tsx';
import { msToWall, wallToMs } from '../zone.ts';
import { conditions } from './asked.ts';
import { exposuresWords } from './words.ts';

const hourMs = 3_600_000;

/** Where, when, and what else must hold. Its answer is an address, which can be sent to somebody. */
export function ConditionsForm({ asked }: { readonly asked: URLSearchParams }) {
  const words = useWords(exposuresWords);
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const { nowMs = Date.now() } = useTick();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go(`/exposures?${readConditions(new FormData(event.currentTarget), timeZone)}`);
  };
  const wall = (name: 'from' | 'to', elseMs: number) => {
    const askedMs = Date.parse(asked.get(name) ?? '');
    return msToWall(Number.isNaN(askedMs) ? elseMs : askedMs, timeZone);
  };
  return (
    <form className="card card-text conditions" onSubmit={submit}>
      <Where chosen={asked.get('station') ?? asked.get('line') ?? ''} />
      <MomentField
        name="from"
        label={words.from}
        required
        defaultValue={wall('from', nowMs - hourMs)}
      />
      <MomentField name="to" label={words.to} required defaultValue={wall('to', nowMs)} />
      <label>
        {words.result}
        <select name="result" defaultValue={asked.get('result') ?? ''}>
          <option value="">{words.any}</option>
          <option value="pass">{words.pass}</option>
          <option value="fail">{words.fail}</option>
        </select>
      </label>
      {conditions.map((name) => (
        <label key={name}>
          {words[name]}
          <input name={name} defaultValue={asked.get(name) ?? ''} maxLength={128} />
        </label>
      ))}
      <label className="row">
        <input
          type="checkbox"
          name="outside"
          value="limits"
          defaultChecked={asked.has('outside')}
        />
        {words.outside}
      </label>
      <button type="submit" className="primary">
        {words.find}
      </button>
    </form>
  );
}

function Where({ chosen }: { readonly chosen: string }) {
  const words = useWords(exposuresWords);
  const name = useName();
  const id = useId();
  const lines = useSite()?.lines ?? [];
  return (
    <label htmlFor={id}>
      {words.where}
      <select key={`${chosen} ${lines.length}`} id={id} name="where" defaultValue={chosen} required>
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
function readConditions(data: FormData, timeZone: string): URLSearchParams {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const iso = (name: string) => new Date(wallToMs(text(name), timeZone)).toISOString();
  const where = text('where');
  const query = new URLSearchParams({
    [where.split('/').length === 4 ? 'station' : 'line']: where,
    from: iso('from'),
    to: iso('to'),
  });
  for (const name of ['result', ...conditions]) {
    if (text(name) !== '') query.set(name, text(name));
  }
  const isJudged = query.has('measurement');
  const hasOwnLimits = query.has('below') || query.has('above');
  if (text('outside') !== '' && isJudged && !hasOwnLimits) query.set('outside', 'limits');
  return query;
}
