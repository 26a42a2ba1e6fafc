import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Three pages served from `app://colloque/`. Nothing is inlined: the pages live under a policy without `unsafe-inline`. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    rollupOptions: {
      input: {
        index: 'src/renderer/index.html',
        pin: 'src/renderer/pin.html',
        passphrase: 'src/renderer/passphrase.html',
      },
    },
  },
});
