/** What the tests on work reports begin with: the six branches with their managers, the service types, and orders done on given days. */
import { createRecord, type Actor, type Module } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { ServiceRegion, ServiceType } from '../orders/index.ts';
import { WorkReport, WorkReportProcess } from './work-report.ts';
import type { ReportKind } from './periods.rules.ts';

export const CODES = ['NE', 'XJ', 'EC', 'NC', 'NW', 'SW'] as const;
export type Code = (typeof CODES)[number];
const NAMES = { NE: '东北', XJ: '新疆', EC: '华东', NC: '华北', NW: '西北', SW: '西南' } as const;

export interface Office {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly manager: Actor;
  readonly of: { readonly [C in Code]: Actor };
  readonly regions: { readonly [C in Code]: string };
  readonly types: { readonly [type: string]: string };
}

export async function startOffice(modules: readonly Module[], now: string): Promise<Office> {
  const t = await startTest({ modules, now });
  const dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  const manager = await t.actor('centre_manager', 'FS', '聂文博');
  const of: { [code: string]: Actor } = {};
  const regions: { [code: string]: string } = {};
  for (const [i, code] of CODES.entries()) {
    of[code] = await t.actor('branch_manager', `FS-${code}`, `${NAMES[code]}经理`);
    regions[code] = (await t.create(ServiceRegion, dispatcher, { code, name: NAMES[code], branch: t.unit(`FS-${code}`), list_order: i + 1, unit_id: t.unit('FS') })).id;
  }
  const types: { [type: string]: string } = {};
  for (const [i, [code, name]] of [['EMER', '应急'], ['MAINT', '维服']].entries()) {
    types[code!] = (await t.create(ServiceType, dispatcher, { code: code!, name: name!, list_order: i + 1, earns_points: true, unit_id: t.unit('FS') })).id;
  }
  return { t, dispatcher, manager, of, regions, types } as unknown as Office;
}

/** Opens the report of a unit for the period that begins on that day. */
export const open = ({ t }: Office, actor: Actor, unit: string, starts_on: string, report_kind: ReportKind = 'daily') => t.create(WorkReport, actor, { place: t.unit(unit), report_kind, starts_on });

/** The branch manager's way from the draft to the centre. */
export async function handIn(office: Office, code: Code, id: string): Promise<void> {
  const { t, of } = office;
  await t.step(WorkReportProcess, id, 'draft', of[code], {});
  await t.step(WorkReportProcess, id, 'comment', of[code], { comment: '正常' });
  await t.step(WorkReportProcess, id, 'sign', of[code], {}, [t.sign('manager', of[code])]);
  await t.step(WorkReportProcess, id, 'submit', of[code], {});
}

/** A consolidated report that was sent, made by the product itself: for calendars of many days. */
export async function sent({ t, manager }: Office, kind: ReportKind, starts_on: string): Promise<string> {
  const { id } = await t.run(t.system, (tx) => createRecord(tx, WorkReport, { place: t.unit('FS'), report_kind: kind, starts_on }));
  await t.step(WorkReportProcess, id, 'draft', manager, {});
  await t.step(WorkReportProcess, id, 'comment', manager, { comment: '正常' });
  await t.step(WorkReportProcess, id, 'sign_consolidated', manager, {}, [t.sign('manager', manager)]);
  await t.step(WorkReportProcess, id, 'send', manager, {});
  return id;
}
