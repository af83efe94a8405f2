/** Who is signed in, and what this person may see and do. Read once; every page asks here. */
import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Home, Me, Meta, ModuleMeta, NoticePage, RegisterMeta, StateMeta } from '../../kernel/api.ts';
import { api, ApiRefusal, keys } from '../client.ts';
import { loadOverrides } from '../pages/registry.ts';

export const meQuery = queryOptions({ queryKey: keys.me, queryFn: ({ signal }) => api.get<Me>('/me', {}, signal), staleTime: 5 * 60_000 });
export const metaQuery = queryOptions({ queryKey: keys.meta, queryFn: ({ signal }) => api.get<Meta>('/meta', {}, signal), staleTime: 5 * 60_000 });
export const homeQuery = queryOptions({ queryKey: keys.home, queryFn: ({ signal }) => api.get<Home>('/home', {}, signal), staleTime: 30_000, refetchInterval: 5 * 60_000 });

/** Told anew by the stream of changes; asked for once, because another tab may hold the stream. */
export const unreadQuery = queryOptions({ queryKey: keys.unread, queryFn: async ({ signal }) => (await api.get<NoticePage>('/notices', { unread: '1' }, signal)).unread, staleTime: 5 * 60_000 });

/** Who and what at once. */
export async function loadSession(client: QueryClient): Promise<null> {
  await Promise.all([client.ensureQueryData(meQuery), client.ensureQueryData(metaQuery)]).catch(leaving);
  return null;
}

/** What the modules of this person replace (read by `useOverrides`): only where records are drawn, since it brings their widgets along. */
export async function loadReplaced(client: QueryClient): Promise<null> {
  const meta = await client.ensureQueryData(metaQuery).catch(leaving);
  const names = meta.modules.map((module) => module.name);
  await client.ensureQueryData({ queryKey: ['overrides', names], queryFn: () => loadOverrides(names), staleTime: Number.POSITIVE_INFINITY });
  return null;
}

/** Nobody is signed in: the browser is already on its way to the sign-in page, and nothing should flash meanwhile. */
function leaving(error: unknown): Promise<never> {
  if (error instanceof ApiRefusal && error.status === 401) return new Promise(() => undefined);
  throw error;
}

export const useMe = (): Me => useSuspenseQuery(meQuery).data;
export const useMeta = (): Meta => useSuspenseQuery(metaQuery).data;

export function useRegister(name: string): RegisterMeta | undefined {
  return registerOf(useMeta(), name);
}
export function registerOf(meta: Meta, name: string): RegisterMeta | undefined {
  for (const module of meta.modules) for (const register of module.registers) if (register.name === name) return register;
  return undefined;
}
export function stateOf(register: RegisterMeta | undefined, state: string): StateMeta | undefined {
  return register?.states.find((one) => one.name === state);
}
export function moduleNamed(meta: Meta, name: string): ModuleMeta | undefined {
  return meta.modules.find((module) => module.name === name);
}
