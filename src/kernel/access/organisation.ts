/**
 * The organisation as the kernel needs it: units in a tree, the people who sign in, the posts they hold in time and as
 * whose deputy, and the days that are rest days. Ordinary registers, so they have history, import and export like all others.
 */
import isEmail from 'validator/lib/isEmail.js';
import * as f from '../field/index.ts';
import type { Label } from '../api.ts';
import type { CentreCalendar } from '../calendar/business-day.ts';
import { businessDay } from '../calendar/business-day.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import { isZone } from '../calendar/zone.ts';
import type { Tx } from '../database/tx.ts';
import type { Actor } from './actor.ts';
import { firstRecord } from '../first-steps.ts';
import { defineModule, type Module } from '../module.ts';
import { assert, Refusal } from '../refusal.ts';
import { AccessMatrix } from './matrix.ts';
import { defineRegister } from '../register/register.ts';
import { IdleMinutes, PasswordDays, SecondFactorFor } from './signing-in.ts';

const ADMIN = ['administrator'];

export const Unit = defineRegister('unit', {
  label: ['组织单元', 'Unit'],
  number: 'U{0000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    code: f.text('代码', 'Code', { max: 20 }),
    parent: f.ref('上级单元', 'Part of', 'unit', { optional: true }),
    unit_kind: f.choice('类别', 'Kind', {
      organisation: ['组织', 'Organisation'], centre: ['中心', 'Centre'], branch: ['区域服务部', 'Branch'], line: ['线路', 'Line'], department: ['部门', 'Department'],
    }),
    zone: f.text('时区', 'Time zone', { optional: true, hint: ['留空则同上级，例如 Asia/Shanghai', 'Empty: as the unit above, e.g. Asia/Shanghai'] }),
    day_starts: f.time('营业日起点', 'Business day starts', { optional: true, hint: ['早于此时刻属于前一营业日；留空则同上级', 'Earlier hours belong to the day before; empty: as above'] }),
  },
  title: ['name'],
  list: ['code', 'name', 'unit_kind', 'parent'],
  sorts: ['code'],
  unique: [['code']],
  access: { read: ADMIN, create: ADMIN, edit: ADMIN, archive: ADMIN, namesOpen: true },
  opening: {
    facts: ({ tx, id, input, actor }) => treeProblem(tx, id, input.parent, actor),
    guard({ input, facts }) {
      if (facts) throw new Refusal('unit.tree', facts, 422, { parent: facts });
      if (input.zone !== null && !isZone(input.zone)) throw new Refusal('unit.zone', ['没有这个时区', 'There is no such time zone'], 422, { zone: ['例如 Asia/Shanghai', 'For example Asia/Shanghai'] });
    },
  },
});

export const AppUser = defineRegister('app_user', {
  label: ['用户', 'User'],
  number: 'Y{0000}',
  fields: {
    name: f.text('登录名', 'Sign-in name', { max: 40 }),
    display_name: f.personName('姓名', 'Name'),
    disabled: f.yesNo('停用', 'Disabled', { initial: false }),
    mail: f.text('邮箱', 'E-mail', { optional: true, max: 120, hint: ['忘记密码时，重设链接寄到这里', 'Where the link goes when the password is forgotten'] }),
  },
  title: ['display_name', 'name'],
  list: ['name', 'display_name', 'disabled'],
  sorts: ['name'],
  unique: [['name']],
  access: { read: ADMIN, create: ADMIN, edit: ADMIN, namesOpen: true },
  opening: {
    guard({ input }) {
      if (input.mail !== null && !isEmail(input.mail)) throw new Refusal('app_user.mail', ['邮箱不正确', 'That is not an e-mail address'], 422, { mail: ['例如 zhang@example.org', 'For example zhang@example.org'] });
    },
  },
});

export const Holiday = defineRegister('holiday', {
  label: ['节假日', 'Holiday'],
  number: 'H{0000}',
  fields: {
    day: f.date('日期', 'Date'),
    day_kind: f.choice('类别', 'Kind', { rest: ['休息', 'Rest day'], work: ['调休上班', 'Working day'] }),
    name: f.text('名称', 'Name', { max: 40 }),
  },
  title: ['day', 'name'],
  list: ['day', 'day_kind', 'name'],
  sorts: ['-day', 'day'],
  unique: [['day']],
  access: { read: ADMIN, create: ADMIN, edit: ADMIN, archive: ADMIN },
});

const MOST_LEVELS = 12;

/**
 * Units are one tree under one root; a circle would stop the whole organisation. Changed one after the other, because two
 * changes that are each right can make a circle together. From a person: only below a unit that an administrator's post reaches.
 */
async function treeProblem(tx: Tx, id: string | null, parent: string | null, actor: Actor): Promise<Label | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`units ${tx.tenantId}`]);
  const rows = await tx.query<{ id: string; parent: string | null }>('select id, parent from unit where tenant_id = $1', [tx.tenantId]);
  const above = new Map(rows.map((r) => [r.id, r.parent]));
  const pathOf = (unit: string | null): string[] => {
    const path: string[] = [];
    for (let at = unit; at !== null && path.length <= MOST_LEVELS; at = above.get(at) ?? null) path.push(at);
    return path;
  };
  if (parent === null) return rows.some((r) => r.parent === null && r.id !== id) ? ['最上级单元只有一个，请选择上级', 'There is one topmost unit only; choose what this one is part of'] : null;
  const path = pathOf(parent);
  const moved = id === null || above.get(id) !== parent;
  if (moved && actor.kind !== 'system' && !actor.grants.some((g) => ADMIN.includes(g.role) && path.includes(g.unitId))) {
    throw new Refusal('not_allowed', ['您没有这项权限', 'You may not do this'], 403);
  }
  if (id !== null && path.includes(id)) return ['不能归入自己或自己的下级', 'A unit cannot be part of itself or of what is below it'];
  const below = id === null ? 0 : Math.max(0, ...rows.map((r) => pathOf(r.id).indexOf(id)));
  return path.length + below >= MOST_LEVELS ? ['层级过多', 'Too many levels'] : null;
}

/** The system module; posts offered in role grants are those that the modules name. */
export function organisationModule(modules: readonly Module[]): Module {
  const roles: { [role: string]: Label } = {
    administrator: ['管理员', 'Administrator'], auditor: ['审计员', 'Auditor'],
  };
  for (const m of modules) {
    for (const [role, label] of Object.entries(m.roles)) {
      assert(!roles[role] || roles[role][0] === label[0], `module ${m.name} calls the post ${role} ${label[0]}, another module ${roles[role]?.[0]}`);
      roles[role] = label;
    }
  }
  const RoleGrant = defineRegister('role_grant', {
    label: ['任职', 'Post held'],
    number: 'R{00000}',
    fields: {
      holder: f.ref('人员', 'Person', 'app_user'),
      role: f.choice('岗位', 'Post', roles),
      valid_from: f.date('起', 'From'),
      valid_to: f.date('止', 'To', { optional: true, hint: ['含当日；留空表示长期', 'That day included; empty: until further notice'] }),
      deputy_for: f.ref('代理何人', 'Deputy for', 'app_user', { optional: true }),
    },
    title: ['role'],
    list: ['holder', 'role', 'valid_from', 'valid_to', 'deputy_for'],
    sorts: ['-valid_from'],
    indexes: [['role']],
    access: { read: ADMIN, create: ADMIN, edit: ADMIN, archive: ADMIN },
    opening: {
      guard({ input }) {
        if (input.valid_to !== null && input.valid_to < input.valid_from) throw new Refusal('role_grant.dates', ['止日早于起日', 'It ends before it begins'], 422, { valid_to: ['不早于起日', 'Not before the first day'] });
      },
    },
  });
  return defineModule({
    name: 'organisation', area: 'system', label: ['组织与权限', 'Organisation and access'], roles,
    registers: [Unit, AppUser, RoleGrant, Holiday],
    queries: [AccessMatrix],
    parameters: [SecondFactorFor, PasswordDays, IdleMinutes],
    firstSteps: [
      firstRecord(Unit, ['建好中心、线路、区域等单元', 'Enter the centres, lines and branches'], 2), firstRecord(AppUser, ['为同事建立账号', 'Make accounts for the colleagues'], 2),
      firstRecord(RoleGrant, ['给账号安排岗位', 'Give the accounts their posts'], 2),
    ],
  });
}

export interface UnitNode { readonly id: string; readonly code: string; readonly name: string; readonly kind: string; readonly parent: string | null; readonly calendar: CentreCalendar; readonly path: readonly string[] }
export type Units = ReadonlyMap<string, UnitNode>;

/** All units of the organisation with their inherited calendar; kept for a second, renewed at once when a unit changes here. */
export function unitsOf(tx: Tx): Promise<Units> {
  return tx.kernel.cached(tx.tenantId, 'unit', async () => {
    const rows = await tx.query<{ id: string; code: string; name: string; unit_kind: string; parent: string | null; zone: string | null; day_starts: string | null }>(
      'select id, code, name, unit_kind, parent, zone, day_starts from unit where tenant_id = $1', [tx.tenantId]);
    const byId = new Map(rows.map((r) => [r.id, r]));
    const units = new Map<string, UnitNode>();
    const node = (id: string, depth: number): UnitNode => {
      const known = units.get(id);
      if (known) return known;
      const row = byId.get(id);
      assert(row && depth < 20, 'units form a tree');
      const above = row.parent ? node(row.parent, depth + 1) : undefined;
      const made: UnitNode = {
        id, code: row.code, name: row.name, kind: row.unit_kind, parent: row.parent,
        calendar: { zone: row.zone ?? above?.calendar.zone ?? 'Asia/Shanghai', dayStarts: row.day_starts ?? above?.calendar.dayStarts ?? '00:00' },
        path: [...(above?.path ?? []), id],
      };
      units.set(id, made);
      return made;
    };
    for (const r of rows) node(r.id, 0);
    return units as Units;
  });
}

export async function calendarOf(tx: Tx, unitId: string): Promise<CentreCalendar> {
  return (await unitsOf(tx)).get(unitId)?.calendar ?? { zone: 'Asia/Shanghai', dayStarts: '00:00' };
}
/** The business day that a moment belongs to in a unit's centre. */
export async function dayOf(tx: Tx, at: Date, unitId: string): Promise<PlainDate> {
  return businessDay(at, await calendarOf(tx, unitId));
}
/** The unit and everything below it. */
export async function unitsBelow(tx: Tx, unitId: string): Promise<string[]> {
  return [...(await unitsOf(tx)).values()].filter((u) => u.path.includes(unitId)).map((u) => u.id);
}

/** Who holds a post for a unit at this moment: there or in a unit above it, deputies included. */
export async function holdersOf(tx: Tx, role: string, unitId: string): Promise<{ readonly id: string; readonly name: string; readonly deputyFor: string | null }[]> {
  const above = (await unitsOf(tx)).get(unitId)?.path ?? [unitId];
  return tx.query(
    `select u.id, u.display_name as name, g.deputy_for as "deputyFor" from role_grant g join app_user u on u.tenant_id = g.tenant_id and u.id = g.holder
     where g.tenant_id = $1 and g.role = $2 and g.unit_id = any($3) and g.archived_at is null and not u.disabled
       and g.valid_from <= $4 and (g.valid_to is null or g.valid_to >= $4) order by u.display_name`,
    [tx.tenantId, role, above, await dayOf(tx, tx.now, unitId)]);
}
