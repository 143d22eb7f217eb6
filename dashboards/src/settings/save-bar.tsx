import { type FormEvent, useId, useState } from 'react';
import { ApiProblem } from '../api/http.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { keepPreference, readKept } from '../preferences.ts';
import { Glyph } from '../status/glyph.tsx';
import { commonWords } from './common-words.ts';
import { Differences } from './differences.tsx';
import { type Difference, differencesOf, type Line } from './lines.ts';
import { type Edition, newestOf, type Setting } from './use-setting.ts';

type Reply = { readonly version: string; readonly editions: readonly Edition<unknown>[] };

type SaveBarProps<R extends Reply, D> = {
  readonly setting: Setting<R, D>;
  /** What a draft says, to show what changes. */
  readonly linesOf: (draft: D) => readonly Line[];
  readonly draftOf: (reply: R) => D;
  /** What somebody else changed meanwhile. */
  readonly theirs: () => readonly Difference[];
  /** How many things are wrong; they are shown where they are. */
  readonly problems: number;
};

/** Who saves, why, and what changes; also what somebody else saved meanwhile. */
export function SaveBar<R extends Reply, D>(props: SaveBarProps<R, D>) {
  const { setting, linesOf, draftOf, problems, theirs } = props;
  const words = useWords(commonWords);
  const { isChanged, isOvertaken, isSaved, based, draft } = setting;
  if (!isChanged) {
    return (
      <p role="status" className={isSaved ? 'saved' : 'sr'}>
        {isSaved && (
          <>
            <Glyph shape="fine" /> {words.saved}
          </>
        )}
      </p>
    );
  }
  return (
    <section className="card save-bar" aria-label={words.save}>
      <h2>{words.changes}</h2>
      <div className="card-text">
        <Differences of={differencesOf(linesOf(draftOf(based)), linesOf(draft))} />
        {isOvertaken ? (
          <Overtaken setting={setting} theirs={theirs} />
        ) : (
          <SaveForm setting={setting} problems={problems} />
        )}
      </div>
    </section>
  );
}

function SaveForm<R extends Reply, D>({
  setting,
  problems,
}: Pick<SaveBarProps<R, D>, 'setting' | 'problems'>) {
  const words = useWords(commonWords);
  const [by, setBy] = useState(readKept('who') ?? '');
  const [note, setNote] = useState('');
  const blocked = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problems > 0) return;
    keepPreference('who', by.trim());
    void setting.save({ by: by.trim(), note: note.trim() });
  };
  return (
    <form className="save-form" onSubmit={submit}>
      <label>
        {words.who}
        <input
          value={by}
          onChange={(event) => setBy(event.target.value)}
          required
          maxLength={64}
          pattern={String.raw`.*\S.*`}
          autoComplete="off"
          data-scan="field"
          placeholder={words.whoExample}
        />
      </label>
      <label className="grow">
        {words.why}
        <input
          value={note}
          onChange={(event) => setNote(event.target.value)}
          required
          maxLength={500}
          pattern={String.raw`.*\S.*`}
          autoComplete="off"
          placeholder={words.whyExample}
        />
      </label>
      <button
        type="submit"
        className="primary"
        disabled={problems > 0 || setting.isSaving}
        aria-describedby={problems > 0 ? blocked : undefined}
      >
        {setting.isSaving ? words.saving : words.save}
      </button>
      <button type="button" onClick={setting.discard}>
        {words.discard}
      </button>
      {problems > 0 && (
        <p id={blocked} className="problem">
          <Glyph shape="attention" /> {words.wrong(problems)}
        </p>
      )}
      <SaveProblem problem={setting.problem} />
    </form>
  );
}

function SaveProblem({ problem }: { readonly problem: Error | undefined }) {
  const words = useWords(commonWords);
  const text = useText();
  if (problem === undefined) return null;
  const { status, detail } =
    problem instanceof ApiProblem ? problem : { status: undefined, detail: undefined };
  return (
    <p role="alert" className="problem">
      <Glyph shape="attention" /> {words.notSaved}{' '}
      {status === 0 ? text.app.unreachable : (detail ?? problem.message)}
    </p>
  );
}

/** Nothing is overwritten unseen: what the other one saved, and what to do with one's own. */
function Overtaken<R extends Reply, D>({
  setting,
  theirs: changed,
}: Pick<SaveBarProps<R, D>, 'setting' | 'theirs'>) {
  const words = useWords(commonWords);
  const format = useFormat();
  const theirs = newestOf(setting.latest.editions);
  return (
    <div role="alert" className="overtaken">
      <h3>
        <Glyph shape="attention" />{' '}
        {words.overtaken(
          theirs?.by ?? '?',
          theirs?.at === undefined ? '' : format.dateTime(theirs.at),
        )}
      </h3>
      {theirs?.note !== undefined && <p>“{theirs.note}”</p>}
      <p>{words.theirChanges}</p>
      <Differences of={changed()} />
      <p className="row">
        <button type="button" className="primary" onClick={setting.keepMine}>
          {words.keepMine}
        </button>
        <button type="button" onClick={setting.discard}>
          {words.takeTheirs}
        </button>
      </p>
      <p className="muted">{words.keepMineWhat}</p>
    </div>
  );
}
