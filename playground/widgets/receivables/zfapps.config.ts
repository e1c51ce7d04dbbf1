import { defineConfig } from 'zfapps-shim';

// Offline, `mocks.ts` answers. With `--mode live`, each connection needs its secret in the
// environment or in `.env.local`; one whose secret is missing is off and says so.
export default defineConfig({
  mode: 'offline',
  mocks: './mocks.ts',
  connections: {
    credit_bureau: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Api-Key',
      value: { env: 'CREDIT_BUREAU_KEY' },
      hosts: ['api.creditbureau.example'],
    },
    mailer: {
      type: 'bearer',
      token: { env: 'MAILER_TOKEN' },
      hosts: ['api.mailer.example'],
    },
    zoho_books: {
      type: 'bearer',
      scheme: 'Zoho-oauthtoken',
      token: { env: 'ZOHO_BOOKS_TOKEN' },
      hosts: ['www.zohoapis.com'],
    },
  },
});
