import { Suspense } from 'react';
import { Link } from 'wouter';
import type { PageProps } from '../address.ts';
import { useWords } from '../i18n/language.tsx';
import { parts } from './parts.ts';
import { settingsWords } from './words.ts';
import './settings.css';

/** What people set for the plant; each part has its own address. */
export function SettingsPage({ address }: PageProps) {
  const words = useWords(settingsWords);
  const part = parts.find(({ name }) => name === address.steps[1]) ?? parts[0];
  return (
    <div className="settings">
      <h1>{words.title}</h1>
      <nav className="tabs" aria-label={words.label}>
        {parts.map(({ name }) => (
          <Link
            key={name}
            href={`/settings/${name}`}
            aria-current={name === part.name ? 'page' : undefined}
          >
            {words.parts[name]}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<div className="skeleton setting-skeleton" />}>
        <part.Part />
      </Suspense>
    </div>
  );
}
