/** Where the pages begin: languages, appearance, what was read from the server, and the routes. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiRefusal, isInUse } from './client.ts';
import { watchTouches } from './client/idle.ts';
import { LanguageProvider } from './i18n/index.tsx';
import { AppearanceProvider } from './shell/appearance.tsx';
import { routerFor } from './shell/router.tsx';
import './theme.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server refuses stays refused; only a lost connection is worth another try.
      retry: (count, error) => count < 2 && !isInUse(error) && !(error instanceof ApiRefusal && error.status >= 400 && error.status < 500),
    },
  },
});
const router = routerFor(client);
const readAgain = () => { void client.invalidateQueries(); };

watchTouches();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <LanguageProvider onChange={readAgain}>
      <AppearanceProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AppearanceProvider>
    </LanguageProvider>
  </StrictMode>,
);
