import { type ReactNode, useState } from 'react';
import type { KpiChangeReply } from '../../../edge/api/contract/kpi-change.ts';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { kpiWords } from '../kpi/words.ts';
import { ScrollBox } from '../table/scroll-box.tsx';
import { lossesWords } from './words.ts';
import './change.css';

type Contribution = KpiChangeReply['contributions'][number];
type ChangeTreeProps = {
  readonly reply: KpiChangeReply;
  readonly nameOf: (station: string) => string;
};

/** Of the greatest; what is less is told together. */
const smallShare = 0.08;

const branches = ['availability', 'effectiveness', 'quality'] as const;

/** Which loss of which station moved the OEE, in points, minutes and pieces; together the change. */
export function ChangeTree({ reply, nameOf }: ChangeTreeProps) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const { change, contributions } = reply;
  const most = Math.max(...contributions.map((each) => Math.abs(each.change)), 0.0001);
  return (
    <section className="card">
      <h2>{words.change}</h2>
      <p className="card-text">
        {words.from(percentOf(reply.before), useWhen()(reply.before))}{' '}
        {words.to(percentOf(reply.after), useWhen()(reply.after))}
        {change !== null && (
          <>
            {': '}
            <strong className={change < 0 ? 'ink-down' : undefined}>{format.points(change)}</strong>
          </>
        )}
      </p>
      {change === null && <WhyNot reply={reply} />}
      {change !== null && contributions.length === 0 && (
        <p className="card-text muted">{words.noChange}</p>
      )}
      {contributions.length > 0 && (
        <ScrollBox label={words.change}>
          <table className="change">
            <Head />
            {branches.map((branch) => (
              <Branch
                key={branch}
                branch={branch}
                most={most}
                nameOf={nameOf}
                contributions={contributions.filter((each) => each.branch === branch)}
              />
            ))}
            <tfoot>
              <tr>
                <th scope="row" colSpan={4}>
                  {words.sum}
                </th>
                <Amounts of={contributions} />
              </tr>
            </tfoot>
          </table>
        </ScrollBox>
      )}
      <p className="card-text muted">{words.rateNote}</p>
    </section>
  );

  function percentOf({ oeeIndex }: KpiChangeReply['before']): string {
    return oeeIndex === null ? '—' : format.percent(oeeIndex);
  }
}

/** A shift by its name, another time by its ends. */
function useWhen(): (period: KpiChangeReply['before']) => string {
  const text = useText();
  const format = useFormat();
  return ({ from, to, shift }) =>
    shift === undefined
      ? `${format.dateTime(from).slice(0, 16)} – ${format.dateTime(to).slice(0, 16)}`
      : `${text.app.shift(shift.id)}, ${format.dateTime(from).slice(0, 5)}`;
}

function Head() {
  const words = useWords(lossesWords);
  const heads = [words.loss, words.station] as const;
  const numbers = [words.before, words.after, words.points] as const;
  return (
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
        {numbers.map((head) => (
          <th key={head} scope="col" className="number">
            {head}
          </th>
        ))}
        <td />
        <th scope="col" className="number">
          {words.lost}
        </th>
        <th scope="col" className="number">
          {words.lostPieces}
        </th>
      </tr>
    </thead>
  );
}

type BranchProps = {
  readonly branch: Contribution['branch'];
  readonly contributions: readonly Contribution[];
  readonly most: number;
  readonly nameOf: (station: string) => string;
};

function Branch({ branch, contributions, most, nameOf }: BranchProps) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const [isAll, setAll] = useState(false);
  if (contributions.length === 0) return null;
  const isSmall = (each: Contribution) => Math.abs(each.change) < most * smallShare;
  // One alone takes no less room folded than shown.
  const some = contributions.filter(isSmall);
  const small = some.length > 1 ? some : [];
  const shown = isAll ? contributions : contributions.filter((each) => !small.includes(each));
  return (
    <tbody>
      <tr className="change-branch">
        <th scope="rowgroup" colSpan={4}>
          {words.branches[branch]}
        </th>
        <td className="number">{format.points(sumOf(contributions, 'change'))}</td>
        <td colSpan={3} />
      </tr>
      {shown.map((each) => (
        <Row key={`${each.station} ${each.loss}`} each={each} most={most} nameOf={nameOf} />
      ))}
      {small.length > 0 && (
        <tr>
          <td colSpan={4}>
            <button type="button" className="link" onClick={() => setAll(!isAll)}>
              {isAll ? words.fewer : words.smaller(format.integer(small.length))}
            </button>
          </td>
          {isAll ? <td colSpan={4} /> : <Amounts of={small} />}
        </tr>
      )}
    </tbody>
  );
}

type RowProps = Pick<BranchProps, 'most' | 'nameOf'> & { readonly each: Contribution };

function Row({ each, most, nameOf }: RowProps) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const time = (ms: number) => (ms === 0 ? '–' : format.duration(ms));
  return (
    <tr>
      <td>{words.classes[each.loss]}</td>
      <td>{nameOf(each.station)}</td>
      <td className="number muted">{time(each.beforeMs)}</td>
      <td className="number muted">{time(each.afterMs)}</td>
      <Amounts of={[each]}>
        <i
          className={each.change < 0 ? 'worse' : 'better'}
          style={{ width: `${(Math.abs(each.change) / most) * 50}%` }}
        />
      </Amounts>
    </tr>
  );
}

/** What some contributions come to together: points, minutes, pieces. */
function Amounts({
  of,
  children,
}: {
  readonly of: readonly Contribution[];
  readonly children?: ReactNode;
}) {
  const words = useWords(lossesWords);
  const format = useFormat();
  const lostMs = sumOf(of, 'lostMs');
  return (
    <>
      <td className="number">
        <strong>{format.points(sumOf(of, 'change'))}</strong>
      </td>
      <td className={children === undefined ? undefined : 'change-bar'} aria-hidden="true">
        {children}
      </td>
      <td className="number">
        {format.duration(Math.abs(lostMs))}
        {lostMs < 0 && <span className="muted"> {words.saved}</span>}
      </td>
      <td className="number">{piecesOf(of, format.signed)}</td>
    </>
  );
}

function WhyNot({ reply }: { readonly reply: KpiChangeReply }) {
  const words = useWords(lossesWords);
  const { elements } = useWords(kpiWords);
  if (reply.missing.length === 0) {
    return <p className="card-text ink-wait">{words.noBusyTime}</p>;
  }
  return (
    <p className="card-text ink-wait">
      {words.cannotExplain} {reply.missing.map((name) => elements[name] ?? name).join('; ')}
    </p>
  );
}

function sumOf(contributions: readonly Contribution[], name: 'change' | 'lostMs'): number {
  return contributions.reduce((sum, each) => sum + each[name], 0);
}

function piecesOf(
  contributions: readonly Contribution[],
  signed: (value: number) => string,
): string {
  const pieces = contributions.flatMap(({ lostPieces }) => lostPieces ?? []);
  if (pieces.length < contributions.length) return '—';
  return signed(-pieces.reduce((sum, each) => sum + each, 0));
}
