/** Definitions by name, out of everything this person may see, and what their modules replace. */
import { useQuery } from '@tanstack/react-query';
import type { Meta, RegisterMeta, ReportMeta } from '../../kernel/api.ts';
import { loadOverrides } from '../pages/registry.ts';
import { noOverrides, type Overrides } from '../shell/overrides.ts';
import { useMeta } from '../shell/session.tsx';

export const registersOf = (meta: Meta): readonly RegisterMeta[] => meta.modules.flatMap((module) => module.registers);
export const useReport = (name: string): ReportMeta | undefined =>
  useMeta()
    .modules.flatMap((module) => module.reports)
    .find((report) => report.name === name);

export function useOverrides(): Overrides {
  const names = useMeta().modules.map((module) => module.name);
  return useQuery({ queryKey: ['overrides', names], queryFn: () => loadOverrides(names), staleTime: Number.POSITIVE_INFINITY }).data ?? noOverrides;
}
