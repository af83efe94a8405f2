/** What the tests of complaints and of the modules above start from: the club's people, two of them with staff numbers. */
import type { Actor, Module } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { cards } from '../cards/index.ts';
import { members } from '../members/index.ts';
import { rooms } from '../rooms/index.ts';
import { scripts } from '../scripts/index.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { complaints, GuestComplaint, GuestComplaintProcess } from './index.ts';

export interface Care { readonly t: TestKernel; readonly li: Actor; readonly zhou: Actor; readonly he: Actor; readonly gao: Actor; readonly shen: Actor; readonly hr: Actor; staffNo(no: string, actor: Actor | null, name?: string): Promise<string> }

export async function startCare(more: readonly Module[] = [], now = '2026-12-07T14:05:00Z'): Promise<Care> {
  const t = await startTest({ modules: [staff, scripts, members, cards, rooms, complaints, ...more], now });
  const [li, zhou, he, gao] = [await t.actor('vip_agent', 'VIP', '李妍'), await t.actor('vip_agent', 'VIP', '周宇'), await t.actor('duty_supervisor', 'VIP', '何强'), await t.actor('vip_manager', 'VIP', '高敏')];
  const [shen, hr] = [await t.actor('vip_director', 'VIP', '沈嘉树'), await t.actor('hr', 'YL', '罗文')];
  const staffNo = async (no: string, actor: Actor | null, name = actor?.name ?? '外场员工') =>
    (await t.create(Employee, hr, { staff_no: no, name, hired_on: '2025-01-01', ...(actor ? { app_user: actor.id } : {}), unit_id: t.unit('VIP') })).id;
  return { t, li, zhou, he, gao, shen, hr, staffNo };
}

export const FIVE_FIELDS = { accused_no: '0231', happened_on: '2026-12-07', matter: '催了三次才上单，还说“急什么”', room: '208', guest: '王丽' } as const;

/** A complaint whose five fields are entered. */
export async function complained(c: Care, five: Partial<typeof FIVE_FIELDS> | { readonly accused_no: string } = {}): Promise<string> {
  const made = await c.t.create(GuestComplaint, c.li, { phone: '13800001234', via: 'hotline' });
  await c.t.step(GuestComplaintProcess, made.id, 'classify', c.li, { ...FIVE_FIELDS, ...five });
  return made.id;
}
