import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The targets are the browsers of televisions and old tablets on the floor. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: ['chrome79', 'safari14'],
    assetsInlineLimit: 0, // No data: URLs, so that the content security policy can be 'self'.
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
