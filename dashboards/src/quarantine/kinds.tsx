import { Link } from 'wouter';
import type { QuarantineReply } from '../../../edge/api/contract/quarantine.ts';
import { useFormat, useWords } from '../i18n/language.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { quarantinePath } from './asked.ts';
import { SettleButton } from './settle-button.tsx';
import { settleWords } from './settle-words.ts';
import { quarantineWords } from './words.ts';

type KindsProps = { readonly kinds: NonNullable<QuarantineReply['kinds']> };

/** Who sends what wrongly, and how much of it: a thousand messages are often one fault. */
export function Kinds({ kinds }: KindsProps) {
  const words = useWords(quarantineWords);
  const settle = useWords(settleWords);
  const format = useFormat();
  const heads = [
    { title: words.source },
    { title: words.problem },
    { title: words.messages, isNumber: true },
    { title: words.received, isNumber: true },
    { title: words.lastAt },
    { title: words.todo },
  ];
  return (
    <PlainTable
      title={words.kinds}
      heads={heads}
      rows={kinds.map(({ source, code, messages, times, lastAt }) => ({
        key: `${source} ${code}`,
        cells: [
          <span key="source" className="mono">
            {source}
          </span>,
          <Link key="code" className="quarantine-kind" href={quarantinePath({ source, code })}>
            {words.why[code] ?? code}
          </Link>,
          format.integer(messages),
          format.integer(times),
          format.dateTime(lastAt),
          <SettleButton
            key="settle"
            title={settle.title(words.why[code] ?? code, source)}
            which={{ source, code }}
            messages={messages}
          />,
        ],
      }))}
      none={words.none}
    />
  );
}
