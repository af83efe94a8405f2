/** Acting without a person: timers, events, demo data. Each use states its reason, and a test lists them all. */
import type { Actor } from './actor.ts';

const SYSTEM_ID = '00000000-0000-7000-8000-000000000000';
export type SystemReason = 'timer' | 'event' | 'duty' | 'demo' | 'set-up' | 'sign-in' | 'seal' | 'intake' | 'command' | 'job' | 'test';

export const asSystem = (tenantId: string, reason: SystemReason): Actor => ({ kind: 'system', id: SYSTEM_ID, name: '系统', tenantId, grants: [], reason });
