import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Tells the service worker which files there are. */
function nameFiles(): Plugin {
  return {
    name: 'files-of-the-pages',
    generateBundle: (_, bundle) => {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') throw new Error('assertion failed: the build has a sw.js');
      // What knows service workers reads WOFF2.
      const names = Object.keys(bundle).filter((name) => /^assets\/.*(?<!\.woff)$/.test(name));
      const files = ['favicon.svg', ...names].map((name) => `/${name}`).sort();
      worker.code = worker.code.replace('__FILES_OF_THE_PAGES__', files.join(' '));
    },
  };
}

/** The targets are the browsers of televisions and old tablets on the floor. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), nameFiles()],
  build: {
    target: ['chrome79', 'safari14'],
    assetsInlineLimit: 0, // No data: URLs, so that the content security policy can be 'self'.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rollupOptions: {
      input: {
        index: `${import.meta.dirname}/index.html`,
        sw: `${import.meta.dirname}/src/away/shell.worker.ts`,
      },
      output: {
        // A service worker keeps its name; what it serves is above its folder.
        entryFileNames: ({ name }) => (name === 'sw' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
