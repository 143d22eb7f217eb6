import type { ReactNode } from 'react';
import { useText } from '../i18n/language.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { type Difference, differencesOf, type Line } from './lines.ts';
import { SaveBar } from './save-bar.tsx';
import { type Edition, newestOf, type Setting } from './use-setting.ts';
import { Versions } from './versions.tsx';

type Reply = { readonly version: string; readonly editions: readonly Edition<unknown>[] };

type PartFrameProps<R extends Reply, D, B> = {
  readonly setting: Setting<R, D> | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** What this part is for. */
  readonly what: string;
  /** How many things of the draft are wrong. */
  readonly problems: number;
  readonly draftOf: (reply: R) => D;
  readonly linesOf: (draft: D) => readonly Line[];
  readonly versions: {
    /** Those of a reply, in any order. */
    readonly of: (reply: R) => readonly Edition<B>[];
    readonly linesOf: (body: B) => readonly Line[];
    /** One that is taken up again, as a draft. */
    readonly draftOf: (body: B) => D;
  };
  readonly children: (setting: Setting<R, D>) => ReactNode;
};

/** What every setting has around its editor: loading, failing, saving, versions. */
export function PartFrame<R extends Reply, D, B>(props: PartFrameProps<R, D, B>) {
  const { setting, error, retry, what, problems, draftOf, linesOf, versions } = props;
  const text = useText();
  if (setting === undefined) {
    return error === null ? (
      <div className="skeleton setting-skeleton" role="status" aria-label={text.app.loading} />
    ) : (
      <ProblemNotice problem={error} onRetry={retry} />
    );
  }
  return (
    <>
      <p className="muted">{what}</p>
      {props.children(setting)}
      <SaveBar
        setting={setting}
        linesOf={linesOf}
        draftOf={draftOf}
        problems={problems}
        theirs={() =>
          newsOf(versions.linesOf, versions.of(setting.based), versions.of(setting.latest))
        }
      />
      <Versions
        editions={versions.of(setting.latest)}
        linesOf={versions.linesOf}
        onTakeUp={(body) => setting.change(versions.draftOf(body))}
      />
    </>
  );
}

/** What the newest version says otherwise than the newest one before. */
function newsOf<B>(
  linesOf: (body: B) => readonly Line[],
  before: readonly Edition<B>[],
  after: readonly Edition<B>[],
): Difference[] {
  const [old, fresh] = [newestOf(before), newestOf(after)];
  return differencesOf(
    old === undefined ? [] : linesOf(old.body),
    fresh === undefined ? [] : linesOf(fresh.body),
  );
}
