import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Only the page: the server beside it is built with the compiler alone.
export default defineConfig({
  root: 'src/page',
  plugins: [react()],
  build: {
    outDir: '../../dist/page',
    emptyOutDir: true,
    // What is small would become a data: URL, which the policy of the page forbids for scripts and styles.
    assetsInlineLimit: 0,
    // The charts are most of it, and the page is nothing without them.
    chunkSizeWarningLimit: 800,
  },
});
