/** Definitions by name, out of everything this person may see. */
import type { Meta, RegisterMeta, ReportMeta } from '../../kernel/api.ts';
import { useMeta } from '../shell/session.tsx';

export const registersOf = (meta: Meta): readonly RegisterMeta[] => meta.modules.flatMap((module) => module.registers);
export const useReport = (name: string): ReportMeta | undefined => useMeta().modules.flatMap((module) => module.reports).find((report) => report.name === name);
