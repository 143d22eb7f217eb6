import type { FormEvent } from 'react';
import type { QuarantineReply } from '../../../edge/api/contract/quarantine.ts';
import { go } from '../address.ts';
import { useWords } from '../i18n/language.tsx';
import { type QuarantineAsked, quarantineFilters, quarantinePath } from './asked.ts';
import { quarantineWords } from './words.ts';

type FiltersProps = {
  readonly asked: QuarantineAsked;
  readonly kinds: NonNullable<QuarantineReply['kinds']>;
};

/** Narrows the list by its text, source or problem; the answer is an address. */
export function Filters({ asked, kinds }: FiltersProps) {
  const words = useWords(quarantineWords);
  const ask = (form: HTMLFormElement) => {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    go(quarantinePath(Object.fromEntries(quarantineFilters.map((name) => [name, text(name)]))));
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    ask(event.currentTarget);
  };
  return (
    <form className="row quarantine-filters no-print" onSubmit={submit}>
      <input
        type="search"
        name="q"
        defaultValue={asked.q}
        maxLength={128}
        placeholder={words.search}
        aria-label={words.search}
      />
      {(['source', 'code'] as const).map((name) => (
        <select
          key={name}
          name={name}
          aria-label={name === 'source' ? words.source : words.problem}
          value={asked[name] ?? ''}
          onChange={({ target }) => {
            if (target.form !== null) ask(target.form);
          }}
        >
          <option value="">{name === 'source' ? words.anySource : words.anyProblem}</option>
          {valuesOf(name, asked, kinds).map((value) => (
            <option key={value} value={value}>
              {name === 'code' ? (words.why[value] ?? value) : value}
            </option>
          ))}
        </select>
      ))}
      <button type="submit">{words.find}</button>
    </form>
  );
}

/** Also what is asked for and has no message any more, so that the field shows it. */
function valuesOf(
  name: 'source' | 'code',
  asked: QuarantineAsked,
  kinds: FiltersProps['kinds'],
): readonly string[] {
  const values = [...kinds.map((kind) => kind[name]), asked[name]];
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}
