import type { FormEvent } from 'react';
import { go } from '../address.ts';
import { useWords } from '../i18n/language.tsx';
import { useSite, useTick } from '../live/live.tsx';
import { MomentField } from '../moment/moment-field.tsx';
import { askedToWall, msToWall, wallToMs } from '../zone.ts';
import { asOfWords } from './words.ts';

type AsOfPickerProps = {
  readonly asOf: string | undefined;
  readonly pathTo: (change: { readonly asOf: string }) => string;
};

/** Asks for the answer of an earlier time, on the clock of the plant. */
export function AsOfPicker({ asOf, pathTo }: AsOfPickerProps) {
  const words = useWords(asOfWords);
  const timeZone = useSite()?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const { nowMs = Date.now() } = useTick();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wall = String(new FormData(event.currentTarget).get('asOf') ?? '');
    go(pathTo({ asOf: new Date(wallToMs(wall, timeZone)).toISOString() }));
  };
  return (
    <form className="row as-of no-print" onSubmit={submit}>
      <MomentField
        key={asOf}
        name="asOf"
        label={words.label}
        isInline
        required
        max={msToWall(nowMs, timeZone)}
        defaultValue={askedToWall(asOf, timeZone)}
      />
      <button type="submit">{words.show}</button>
    </form>
  );
}
