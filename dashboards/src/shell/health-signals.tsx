import { Link } from 'wouter';
import type { HealthReply } from '../../../edge/api/contract/lines.ts';
import { useFormat, useText } from '../i18n/language.tsx';
import { useAndon, useLive, useTick } from '../live/live.tsx';
import { Chip } from '../status/chips.tsx';
import { cloudSignal } from './cloud-signal.ts';

/** Three links, three signals, quiet when fine: browser to edge, machines to edge, edge to cloud. */
export function HealthSignals() {
  const text = useText();
  const { snapshot } = useLive();
  return (
    <fieldset className="row" aria-label={text.signals.label}>
      <EdgeSignal polling={snapshot.polling} unwritable={snapshot.health?.unwritable} />
      {snapshot.health !== undefined && (
        <>
          <MachinesSignal sources={snapshot.health.sources} />
          <CloudSignal cloud={snapshot.health.cloud} />
          <CallsSignal />
          <QuarantineSignal quarantined={snapshot.health.quarantined} />
        </>
      )}
    </fieldset>
  );
}

type EdgeSignalProps = { readonly polling: boolean; readonly unwritable: string | undefined };

function EdgeSignal({ polling, unwritable }: EdgeSignalProps) {
  const text = useText();
  const { contact } = useTick();
  const word = text.signals.edge;
  if (contact === 'unknown' || contact === 'away')
    return <Chip tone="down" shape="no_data" word={word} />;
  if (unwritable !== undefined) {
    const title = text.connection.unwritable(unwritable);
    return <Chip tone="down" shape="unscheduled_down" word={word} title={title} />;
  }
  if (contact === 'quiet' && !polling) {
    return <Chip tone="quiet" shape="fine" word={word} title={text.signals.edgeFine} />;
  }
  return (
    <Chip
      tone="wait"
      shape="waiting"
      word={word}
      title={polling ? text.signals.edgePolling : text.connection.starting}
    />
  );
}

function MachinesSignal({ sources }: { readonly sources: HealthReply['sources'] }) {
  const text = useText();
  const format = useFormat();
  const speaking = format.integer(sources.total - sources.silent);
  const word = text.signals.machines(speaking, format.integer(sources.total));
  const title = text.signals.machinesTitle;
  if (sources.silent === 0) return <Chip tone="quiet" shape="fine" word={word} title={title} />;
  return (
    <Link href="/lines">
      <Chip tone="wait" shape="attention" word={word} title={title} />
    </Link>
  );
}

/** Never red: the edge works on without the cloud. */
function CloudSignal({ cloud }: { readonly cloud: HealthReply['cloud'] }) {
  const text = useText();
  const format = useFormat();
  const { nowMs } = useTick();
  const backlog = format.integer(cloud.backlog);
  const title =
    cloud.lastSentAt !== null && nowMs !== undefined
      ? text.signals.cloudSent(format.duration(nowMs - Date.parse(cloud.lastSentAt)))
      : '';
  switch (cloudSignal(cloud, nowMs)) {
    case 'off':
      return <Chip tone="quiet" shape="not_scheduled" word={text.signals.cloudOff} />;
    case 'lost':
      return (
        <Chip tone="wait" shape="waiting" word={text.signals.cloudLost(backlog)} title={title} />
      );
    case 'backlog':
      return (
        <Chip
          tone="quiet"
          shape="waiting"
          word={text.signals.cloudBacklog(backlog)}
          title={title}
        />
      );
    case 'fine':
      return <Chip tone="quiet" shape="fine" word={text.signals.cloudFine} title={title} />;
  }
}

/** Calls that wait, on every page; the worst tone when an urgent one is among them. */
function CallsSignal() {
  const text = useText();
  const format = useFormat();
  const andon = useAndon();
  if (andon === undefined || andon.open.length === 0) return null;
  const tone = andon.open[0]?.priority === 1 ? 'down' : 'wait';
  const word = text.signals.calls(format.integer(andon.open.length + andon.more));
  return (
    <Link href="/andon">
      <Chip tone={tone} shape="call" word={word} />
    </Link>
  );
}

function QuarantineSignal({ quarantined }: { readonly quarantined: number }) {
  const text = useText();
  const format = useFormat();
  if (quarantined === 0) return null;
  return (
    <Link href="/quarantine">
      <Chip
        tone="wait"
        shape="attention"
        word={text.app.quarantined(format.integer(quarantined))}
      />
    </Link>
  );
}
