import { defineConfig } from 'zfapps-shim';
import { zohoOAuth } from 'zfapps-shim/connections';

// Offline, `mocks.ts` answers. With `--mode live`, each connection needs its secrets in the
// environment or in `.env.local`; one whose secret is missing is off and says so. Zoho Books then
// needs somebody to sign in: click Connect under Connections, or run `zfapps-shim connect zoho_books`.
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
    zoho_books: zohoOAuth({
      clientId: { env: 'ZOHO_CLIENT_ID' },
      clientSecret: { env: 'ZOHO_CLIENT_SECRET' },
      scopes: ['ZohoBooks.invoices.READ'],
    }),
  },
});
