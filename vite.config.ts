import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precache, worker } from './tools/precache.mjs';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The pages: src/web/index.html and all it leads to, into dist/web; the technician's phone apart from them, with its worker. */
export default defineConfig({
  root: at('./src/web'),
  plugins: [react(), precache('visit/index.html', ['visit/icon.svg', 'visit/manifest.webmanifest']), worker('src/web/offline/push-worker.ts', 'push/worker.js')],
  build: {
    outDir: at('./dist/web'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1500, reportCompressedSize: false,
    rollupOptions: { input: [at('./src/web/index.html'), at('./src/web/visit/index.html')] },
  },
});
