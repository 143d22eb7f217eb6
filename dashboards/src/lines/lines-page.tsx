import { Link } from 'wouter';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { useLive, useSite, useTick } from '../live/live.tsx';
import { unconfiguredWords } from '../quarantine/unconfigured-words.ts';
import { LineBoard } from './line-board.tsx';

/** The live board: every line of the plant, in the order of the plant. */
export function LinesPage() {
  const text = useText();
  const site = useSite();
  const { contact } = useTick();
  if (site === undefined) return <Loading />;
  if (site.lines.length === 0) {
    return (
      <div className="notice card">
        <h1>{text.lines.empty}</h1>
        <p>{text.lines.emptyWhy}</p>
      </div>
    );
  }
  return (
    <>
      <h1 className="sr">{text.lines.title}</h1>
      <div className="boards">
        {site.lines.map((line) => (
          <LineBoard
            key={line.line}
            line={line}
            answeredAtMs={Date.parse(site.now)}
            contact={contact}
          />
        ))}
      </div>
      <p className="boards-more">
        <Link href="/wall">{text.lines.toWall}</Link>
      </p>
      <UnconfiguredNotice />
    </>
  );
}

/** Leads to what speaks without standing on a board. */
function UnconfiguredNotice() {
  const words = useWords(unconfiguredWords);
  const format = useFormat();
  const { unconfigured = 0 } = useLive().snapshot.health ?? {};
  if (unconfigured === 0) return null;
  return (
    <p className="boards-more">
      <Link className="ink-wait" href="/quarantine">
        {words.notice(format.integer(unconfigured))}
      </Link>
    </p>
  );
}

function Loading() {
  const text = useText();
  return (
    <div className="boards" role="status" aria-label={text.lines.loading}>
      <div className="skeleton board-skeleton" />
      <div className="skeleton board-skeleton" />
    </div>
  );
}
