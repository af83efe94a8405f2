/** What the signed-in person's pages already know: who they are, the definitions they may see, and what modules replace. */
import { useQuery } from '@tanstack/react-query';
import type { Me, Meta, RegisterMeta, ReportMeta } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { loadOverrides } from '../pages/registry.ts';
import { noOverrides, type Overrides } from '../shell/overrides.ts';

export const useMe = (): Me | undefined => useQuery({ queryKey: keys.me, queryFn: () => api.get<Me>('/me'), staleTime: Number.POSITIVE_INFINITY }).data;
export const useMeta = (): Meta | undefined => useQuery({ queryKey: keys.meta, queryFn: () => api.get<Meta>('/meta'), staleTime: Number.POSITIVE_INFINITY }).data;

export const registersOf = (meta: Meta | undefined): readonly RegisterMeta[] => meta?.modules.flatMap((module) => module.registers) ?? [];
export const useRegister = (name: string): RegisterMeta | undefined => registersOf(useMeta()).find((register) => register.name === name);
export const useReport = (name: string): ReportMeta | undefined => useMeta()?.modules.flatMap((module) => module.reports).find((report) => report.name === name);

export function useOverrides(): Overrides {
  const names = useMeta()?.modules.map((module) => module.name) ?? [];
  return useQuery({ queryKey: ['overrides', names], queryFn: () => loadOverrides(names), enabled: names.length > 0, staleTime: Number.POSITIVE_INFINITY }).data ?? noOverrides;
}
