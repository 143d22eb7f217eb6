import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BalanceReply } from '../../../edge/api/contract/balance.ts';
import { getJson } from '../api/http.ts';
import { EventLink } from '../events/event-link.tsx';
import { useFormat, useText, useWords } from '../i18n/language.tsx';
import { Glyph } from '../status/glyph.tsx';
import { balanceWords } from './words.ts';

const balanceQuery = (lot: string) =>
  queryOptions({
    queryKey: ['balance', lot],
    queryFn: ({ signal }) =>
      getJson<BalanceReply>(`/api/v1/balance?${new URLSearchParams({ lot })}`, signal),
  });

type BalanceSectionProps = {
  readonly lot: string;
  /** One below what it stands under. */
  readonly heading: 'h2' | 'h3';
};

/** How much of a lot came in, where it went and what nobody can explain. */
export function BalanceSection({ lot, heading: Heading }: BalanceSectionProps) {
  const words = useWords(balanceWords);
  const text = useText();
  const { data, isError } = useQuery(balanceQuery(lot));
  return (
    <>
      <Heading>{words.title}</Heading>
      {data !== undefined && <Balance balance={data} />}
      {data === undefined && isError && <p role="alert">{words.failed}</p>}
      {data === undefined && !isError && (
        <div className="skeleton matches-skeleton" role="status" aria-label={text.app.loading} />
      )}
    </>
  );
}

function Balance({ balance }: { readonly balance: BalanceReply }) {
  const words = useWords(balanceWords);
  const format = useFormat();
  const { uom, totalIn, totalOut, counted, untold } = balance;
  return (
    <>
      {uom === undefined ? (
        <p className="muted">{words.none}</p>
      ) : (
        <table className="balance">
          <tbody>
            {[...balance.in, ...balance.out].map(({ kind, value, times }) => (
              <Amount key={kind} balance={balance} word={words.kinds[kind]} value={value}>
                {times > 1 && words.times(format.integer(times))}
              </Amount>
            ))}
            {counted === undefined ? (
              <Amount balance={balance} word={words.left} value={totalIn - totalOut} />
            ) : (
              <Amount
                balance={balance}
                word={words.counted(format.dateTime(counted.at))}
                value={counted.value}
              >
                <EventLink seqs={[counted.eventSeq]} />
              </Amount>
            )}
          </tbody>
        </table>
      )}
      <Unexplained balance={balance} />
      {untold > 0 && <p className="muted">{words.untold(format.integer(untold))}</p>}
    </>
  );
}

type AmountProps = {
  readonly balance: BalanceReply;
  readonly word: string;
  readonly value: number;
  readonly children?: ReactNode;
};

function Amount({ balance, word, value, children }: AmountProps) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row">
        {word} <span className="muted">{children}</span>
      </th>
      <td className="number">{useAmount(balance)(value)}</td>
      <td className="number muted">
        {balance.totalIn > 0 && format.percent(value / balance.totalIn)}
      </td>
    </tr>
  );
}

function Unexplained({ balance }: { readonly balance: BalanceReply }) {
  const words = useWords(balanceWords);
  const format = useFormat();
  const amount = useAmount(balance);
  const { unexplained, totalIn } = balance;
  if (unexplained === undefined) return null;
  if (unexplained === 0) return <p>{words.balanced}</p>;
  return (
    <p className="ink-wait">
      <Glyph shape="attention" /> {words.unexplained}: <strong>{amount(unexplained)}</strong>
      {totalIn > 0 && `, ${words.share(format.percent(unexplained / totalIn))}`}
    </p>
  );
}

function useAmount({ uom }: BalanceReply): (value: number) => string {
  const words = useWords(balanceWords);
  const format = useFormat();
  return (value) => `${format.decimal(value)} ${uom === '1' ? words.pieces : (uom ?? '')}`;
}
