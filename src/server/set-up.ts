/**
 * From an empty or a demo installation to an organisation of one's own: its name, its first administrator; and taking the
 * demo away, to the last row. Both need the owner's connection, so they are here and not among the kernel's writes.
 */
import { addPerson } from '../kernel/access/people.ts';
import { Holiday, Unit } from '../kernel/access/organisation.ts';
import { asSystem } from '../kernel/access/system.ts';
import { createTenant, removeTenant, tenantsOf, type Tenant } from '../kernel/access/tenant.ts';
import { isZone } from '../kernel/calendar/zone.ts';
import { seedHolidays } from '../kernel/calendar/holidays.ts';
import { openPool, type Pool } from '../kernel/database/connect.ts';
import { Refusal } from '../kernel/refusal.ts';
import { createRecord } from '../kernel/register/write.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { DEMO_CODE } from './demo.ts';
import { checkPasswordStrength, setPassword } from './sign-in/password.ts';

export interface NewOrganisation { readonly code: string; readonly name: string; readonly zone: string; readonly login: string; readonly displayName: string; readonly password: string }

const DEMO_REMOVED = 'demo_removed';

export async function withOwner<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool(url, 1);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

export async function mayLoadDemo(ownerUrl: string): Promise<boolean> {
  return withOwner(ownerUrl, async (owner) => {
    const { rowCount } = await owner.query('select 1 from installation where name = $1', [DEMO_REMOVED]);
    return rowCount === 0;
  });
}

/** Whoever removed it may have it back, when they ask. */
export async function allowDemo(ownerUrl: string): Promise<void> {
  await withOwner(ownerUrl, (owner) => owner.query('delete from installation where name = $1', [DEMO_REMOVED]));
}

/** Takes the demo organisation away; it does not come back by itself. Refuses when there is none. */
export async function removeDemo(kernel: Kernel, ownerUrl: string): Promise<void> {
  await withOwner(ownerUrl, async (owner) => {
    const demo = (await tenantsOf(owner)).find((t) => t.demo);
    if (!demo) throw new Refusal('demo.none', ['没有演示数据', 'There is no demo'], 404);
    await removeTenant(owner, demo.id);
    await owner.query('insert into installation (name, value, at) values ($1, $2, $3) on conflict (name) do nothing', [DEMO_REMOVED, 'yes', kernel.clock.now()]);
  });
  kernel.forget('', 'tenant');
}

/** Makes an organisation with its root unit, its holidays and its first administrator. Refuses a code that is taken. */
export async function createOrganisation(kernel: Kernel, ownerUrl: string, o: NewOrganisation): Promise<Tenant> {
  if (!isZone(o.zone)) throw new Refusal('set_up.zone', ['没有这个时区', 'There is no such time zone'], 422, { zone: ['例如 Asia/Shanghai', 'For example Asia/Shanghai'] });
  checkPasswordStrength(o.password);
  return withOwner(ownerUrl, async (owner) => {
    const taken = (await tenantsOf(owner)).some((t) => t.code === o.code || o.code.startsWith(DEMO_CODE));
    if (taken) throw new Refusal('set_up.code', ['这个代码已被使用', 'This code is taken'], 409, { code: ['已被使用', 'Taken'] });
    const tenant = await createTenant(owner, { code: o.code, name: o.name, zone: o.zone, demo: false }, kernel.clock.now());
    try {
      await kernel.write(asSystem(tenant.id, 'set-up'), async (tx) => {
        await createRecord(tx, Unit, { code: o.code, name: o.name, unit_kind: 'organisation', parent: null, zone: o.zone, day_starts: '00:00' });
        const id = await addPerson(tx, { name: o.login, displayName: o.displayName, posts: [{ role: 'administrator', unit: o.code }] });
        await setPassword(tx, id, o.password);
        for (const h of seedHolidays().filter((h) => h.day >= '2025-01-01')) await createRecord(tx, Holiday, { day: h.day, day_kind: h.day_kind, name: h.name });
        return {};
      });
    } catch (e) {
      await removeTenant(owner, tenant.id);
      throw e;
    }
    kernel.forget('', 'tenant');
    return tenant;
  });
}
