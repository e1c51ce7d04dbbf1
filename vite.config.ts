import { defineConfig } from 'vitest/config';

const testFiles = (folder: string) => [`test/${folder}/**/*.test.ts`];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: testFiles('{core,server,node,vite,cli,house}'),
        },
      },
      {
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: testFiles('{widget,host,playground}'),
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: testFiles('browser'),
          globalSetup: ['test/browser/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], tsconfig: 'test/types/tsconfig.json' },
        },
      },
      {
        test: {
          name: 'slow',
          environment: 'node',
          include: testFiles('slow'),
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
