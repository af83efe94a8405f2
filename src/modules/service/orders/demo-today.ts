/**
 * Demo of the dispatch board (派工看板): skills, where the branches stand, and the work of yesterday, today and tomorrow: some under way, one on
 * hold, some that nobody has yet, one of them overdue. Runs last: from here on suggestions exist.
 */
import { calendar, createRecord, takeStep, tables, updateRecord, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Employee } from '../../people/staff/index.ts';
import { Site } from '../customers/index.ts';
import { regionsFor, ServiceRegion, serviceTypes } from './places.ts';
import { ServiceOrderProcess } from './order-process.ts';
import { ServiceOrder } from './service-order.ts';
import { TechnicianSkill } from './technician-skill.ts';

const POSITIONS: { readonly [region: string]: readonly [string, string] } = {
  NE: ['45.14', '124.83'], XJ: ['41.73', '86.15'], NC: ['39.90', '116.40'], EC: ['35.76', '115.03'], NW: ['36.60', '109.49'], SW: ['30.66', '104.07'],
};
const LEVELS = ['leads', 'alone', 'alone', 'assists'] as const;
interface Job { readonly region: string; readonly type: string; readonly priority: 'urgent' | 'high' | 'normal'; readonly content: string; readonly planned?: readonly [day: number, from: string, to: string, who: number]; readonly then?: 'hold'; readonly hoursAgo?: number }
const JOBS: readonly Job[] = [
  { region: 'NE', type: 'MAINT', priority: 'normal', content: '季度保养', planned: [0, '08:30', '11:30', 0] },
  { region: 'NE', type: 'MAINT', priority: 'normal', content: '安全附件检查', planned: [0, '13:00', '15:00', 0] },
  { region: 'NE', type: 'ASM', priority: 'normal', content: '橇装加热炉现场组装', planned: [0, '09:00', '17:00', 5] },
  { region: 'NE', type: 'MAINT', priority: 'high', content: '燃烧器调风', planned: [0, '10:00', '12:00', 3] },
  { region: 'NE', type: 'MAINT', priority: 'normal', content: '换季检查', planned: [1, '09:00', '12:00', 4] },
  { region: 'XJ', type: 'MAINT', priority: 'normal', content: '冬季巡护', planned: [0, '10:00', '14:00', 1] },
  { region: 'XJ', type: 'MAINT', priority: 'high', content: '更换盘管', planned: [0, '11:00', '16:00', 2], then: 'hold' },
  { region: 'EC', type: 'RECV', priority: 'normal', content: '新炉到货接收', planned: [0, '08:30', '10:30', 4] },
  { region: 'EC', type: 'ACC', priority: 'normal', content: '新炉安装验收', planned: [0, '11:00', '15:00', 4] },
  { region: 'EC', type: 'MAINT', priority: 'normal', content: '燃烧器保养', planned: [0, '09:30', '11:30', 2] },
  { region: 'EC', type: 'MAINT', priority: 'normal', content: '季度保养', planned: [1, '13:00', '16:00', 3] },
  { region: 'NC', type: 'MAINT', priority: 'normal', content: '供暖季巡视', planned: [0, '09:00', '11:00', 1] },
  { region: 'NW', type: 'MAINT', priority: 'normal', content: '季度保养', planned: [0, '14:00', '17:00', 1] },
  { region: 'SW', type: 'MAINT', priority: 'normal', content: '分离器清洗', planned: [1, '09:00', '15:00', 0] },
  { region: 'NE', type: 'EMER', priority: 'urgent', content: '加热炉盘管渗漏，已停炉', hoursAgo: 11 },
  { region: 'XJ', type: 'EMER', priority: 'urgent', content: '燃烧器频繁熄火', hoursAgo: 3 },
  { region: 'EC', type: 'COMM', priority: 'high', content: '分离器投产调试', hoursAgo: 5 },
  { region: 'EC', type: 'MAINT', priority: 'normal', content: '压力表送检后复装' },
  { region: 'NC', type: 'MAINT', priority: 'normal', content: '烟道清灰' },
  { region: 'NE', type: 'INSP', priority: 'normal', content: '巡检：冬季防冻' },
];

export async function demo(d: Demo): Promise<void> {
  const dispatcher = d.actor('duanfei');
  const started = d.now();
  d.at(local(d, -1, '09:00'));
  const known = await d.batch(dispatcher, (tx) => prepared(d, tx));
  for (const job of JOBS) {
    d.at(job.hoursAgo === undefined ? local(d, -1, '10:00') : new Date(started.getTime() - job.hoursAgo * 3_600_000).toISOString());
    await d.batch(dispatcher, async (tx) => ({ id: await taken(d, tx, job, known) }));
  }
  d.at(started.toISOString());
}

interface Known {
  readonly regions: { readonly [code: string]: { readonly id: string; readonly branch: string } };
  readonly types: { readonly [code: string]: string };
  readonly crew: { readonly [code: string]: readonly string[] };
  readonly sites: { readonly [code: string]: readonly { readonly id: string; readonly customer: string }[] };
}

async function prepared(d: Demo, tx: Tx): Promise<Known> {
  const regions = await regionsFor(tx, 'points');
  const types = Object.fromEntries((await serviceTypes(tx)).map((t) => [t.code, t.id]));
  const people = await tables(tx, Employee).selectFrom('employee').select(['id', 'unit_id']).where('tenant_id', '=', tx.tenantId).orderBy('staff_no').execute();
  const sites = await tables(tx, Site).selectFrom('site').select(['id', 'customer', 'unit_id']).where('tenant_id', '=', tx.tenantId).orderBy('number').execute();
  const crew: { [code: string]: string[] } = {};
  for (const r of regions) {
    const [latitude, longitude] = POSITIONS[r.code] ?? [null, null];
    await updateRecord(tx, ServiceRegion, r, { latitude, longitude });
    crew[r.code] = people.filter((p) => p.unit_id === r.branch).map((p) => p.id);
    for (const [i, employee] of crew[r.code]!.entries()) {
      for (const code of ['EMER', 'COMM']) {
        // One in four has no skill for commissioning, so that the board has somebody to leave out and to say why.
        if (code === 'COMM' && i % 4 === 3) continue;
        await createRecord(tx, TechnicianSkill, { employee, service_type: types[code]!, level: LEVELS[(i + (code === 'COMM' ? 1 : 0)) % LEVELS.length]!, unit_id: d.unit(`FS-${r.code}`) });
      }
    }
  }
  return {
    types, crew, regions: Object.fromEntries(regions.map((r) => [r.code, r])),
    sites: Object.fromEntries(regions.map((r) => [r.code, sites.filter((s) => s.unit_id === r.branch)])),
  };
}

async function taken(d: Demo, tx: Tx, job: Job, known: Known): Promise<string> {
  const sites = known.sites[job.region]!;
  const place = sites[JOBS.indexOf(job) % sites.length]!;
  const { id } = await createRecord(tx, ServiceOrder, {
    customer: place.customer, site: place.id, region: known.regions[job.region]!.id, service_type: known.types[job.type]!, priority: job.priority, content: job.content,
  });
  const [day, from, to, who] = job.planned ?? [0, null, null, null];
  const planned = from === null || to === null ? { planned_from: null, planned_to: null } : { planned_from: new Date(local(d, day, from)), planned_to: new Date(local(d, day, to)) };
  const team = known.crew[job.region]!;
  if (job.type !== 'INSP') await takeStep(tx, ServiceOrderProcess, id, 'issue', { technician: who === null ? null : team[who % team.length]!, ...planned, override_reason: null });
  if (job.then === 'hold') await takeStep(tx, ServiceOrderProcess, id, 'hold', { hold_reason: 'waiting_parts', note: '盘管从兰州发运' });
  return id;
}

const local = (d: Demo, days: number, time: string): string => calendar.instantOf(calendar.addDays(d.today, days), time, 'Asia/Shanghai').toISOString();
