import { type FormEvent, useRef } from 'react';
import { useFormat, useWords } from '../i18n/language.tsx';
import { useSite } from '../live/live.tsx';
import { MomentField } from '../moment/moment-field.tsx';
import { askedToWall, wallToMs } from '../zone.ts';
import { filterWords } from './words.ts';

type Stretch = { readonly from: string | undefined; readonly to: string | undefined };

type TimeFilterProps = Stretch & { readonly onChoose: (stretch: Stretch) => void };

/** Asks for what happened in a stretch of time, on the clock of the plant; either end may be open. */
export function TimeFilter({ from, to, onChoose }: TimeFilterProps) {
  const words = useWords(filterWords);
  const format = useFormat();
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const fold = useRef<HTMLDetailsElement>(null);
  const said = [
    from === undefined ? '' : words.since(format.dateTime(from)),
    to === undefined ? '' : words.until(format.dateTime(to)),
  ].filter((part) => part !== '');
  const choose = (stretch: Stretch) => {
    if (fold.current !== null) fold.current.open = false;
    onChoose(stretch);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const instant = (name: string) => {
      const wall = String(form.get(name) ?? '');
      return wall === '' ? undefined : new Date(wallToMs(wall, timeZone)).toISOString();
    };
    choose({ from: instant('from'), to: instant('to') });
  };
  return (
    <details ref={fold} className={said.length === 0 ? 'time-filter no-print' : 'time-filter'}>
      <summary>{said.length === 0 ? words.time : said.join(' ')}</summary>
      <form key={`${from} ${to}`} className="time-filter-form" onSubmit={submit}>
        <p className="muted">{words.what}</p>
        <MomentField name="from" label={words.from} defaultValue={askedToWall(from, timeZone)} />
        <MomentField name="to" label={words.to} defaultValue={askedToWall(to, timeZone)} />
        <p className="row">
          <button type="submit" className="primary">
            {words.apply}
          </button>
          <button type="button" onClick={() => choose({ from: undefined, to: undefined })}>
            {words.anyTime}
          </button>
        </p>
      </form>
    </details>
  );
}
