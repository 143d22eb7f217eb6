import { useRef } from 'react';
import { DeviceChoices } from '../i18n/device-choices.tsx';
import { useFormat, useText } from '../i18n/language.tsx';
import { useLive } from '../live/live.tsx';

/** What every page must say about the service itself. */
export function Footer() {
  const text = useText();
  const format = useFormat();
  const { health } = useLive().snapshot;
  const firstVersion = useRef<string>(undefined);
  if (health === undefined) return <footer className="foot" />;
  firstVersion.current ??= health.version;
  return (
    <footer className="foot no-print">
      <span>{text.app.version(health.version)}</span>
      {health.openAccess && <span>{text.app.openAccess}</span>}
      <span>{text.app.log(format.integer(health.lastSeq))}</span>
      {health.notGuaranteed > 0 && (
        <span>{text.app.notGuaranteed(format.integer(health.notGuaranteed))}</span>
      )}
      <span className="row end">
        <DeviceChoices />
      </span>
      {firstVersion.current !== health.version && <a href={location.href}>{text.app.newVersion}</a>}
    </footer>
  );
}
