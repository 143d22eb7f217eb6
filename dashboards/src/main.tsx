import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-sans/vietnamese-400.css';
import '@fontsource/ibm-plex-sans/vietnamese-600.css';
import '@fontsource/jetbrains-mono/latin-400.css';
import '@fontsource/jetbrains-mono/latin-600.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/status.css';
import './styles/andon-marks.css';
import './styles/shell.css';
import './styles/lines.css';
import './styles/stations.css';
import './styles/trace.css';
import './styles/trace-body.css';
import './styles/columns.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/http.ts';
import { App } from './app.tsx';
import { Healing } from './away/healing.ts';
import { keepShell } from './away/keep-shell.ts';
import { LanguageProvider } from './i18n/language.tsx';
import { LiveProvider } from './live/live.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Only what a moment may heal is asked again: no answer, or an edge that is busy.
      retry: (failures, problem) =>
        failures < 2 &&
        problem instanceof ApiProblem &&
        (problem.status === 0 || problem.status >= 503),
      networkMode: 'always', // The edge is on the plant's network; the browser's "offline" means the internet.
      staleTime: 5000,
    },
  },
});

keepShell();
const root = document.getElementById('root');
if (root === null) throw new Error('assertion failed: index.html has an element "root"');
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <LiveProvider>
      <LanguageProvider>
        <Healing />
        <App />
      </LanguageProvider>
    </LiveProvider>
  </QueryClientProvider>,
);
