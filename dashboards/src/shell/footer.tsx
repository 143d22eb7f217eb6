import { useRef } from 'react';
import { DeviceChoices } from '../i18n/device-choices.tsx';
import { useFormat, useText } from '../i18n/language.tsx';
import { useLive } from '../live/live.tsx';

/** What every page must say about the service itself, and the choices of the device, which need no edge. */
export function Footer() {
  return (
    <footer className="foot no-print">
      <Service />
      <span className="row end">
        <DeviceChoices />
      </span>
      <NewVersion />
    </footer>
  );
}

function Service() {
  const text = useText();
  const format = useFormat();
  const { health } = useLive().snapshot;
  if (health === undefined) return null;
  return (
    <>
      <span>{text.app.version(health.version)}</span>
      {health.openAccess && <span>{text.app.openAccess}</span>}
      <span>{text.app.log(format.integer(health.lastSeq))}</span>
      {health.notGuaranteed > 0 && (
        <span>{text.app.notGuaranteed(format.integer(health.notGuaranteed))}</span>
      )}
    </>
  );
}

function NewVersion() {
  const text = useText();
  const version = useLive().snapshot.health?.version;
  const firstVersion = useRef(version);
  firstVersion.current ??= version;
  return firstVersion.current === version ? null : (
    <a href={location.href}>{text.app.newVersion}</a>
  );
}
