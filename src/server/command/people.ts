/** People from the terminal (账号命令): who signs in, a new password for somebody who is locked out, an account closed or opened again. */
import { randomBytes } from 'node:crypto';
import { asSystem } from '../../kernel/access/system.ts';
import { AppUser } from '../../kernel/access/organisation.ts';
import { addPerson } from '../../kernel/access/people.ts';
import { type Tenant, tenantsOf } from '../../kernel/access/tenant.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { updateRecord } from '../../kernel/register/write.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { setPassword } from '../sign-in/password.ts';
import { StartProblem } from '../start-problem.ts';

export interface Listed { readonly name: string; readonly displayName: string; readonly disabled: boolean; readonly posts: string }

export async function organisation(kernel: Kernel, code: string | undefined): Promise<Tenant> {
  const all = await tenantsOf(kernel.pool);
  const found = code === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((t) => t.code === code);
  if (found) return found;
  const codes = all.map((t) => t.code).join(', ') || '—';
  throw new StartProblem('which-organisation', [`请用 --organisation 指明组织：${codes}`, `Say which organisation with --organisation: ${codes}`]);
}

export const listPeople = (kernel: Kernel, tenant: Tenant): Promise<readonly Listed[]> => kernel.read(asSystem(tenant.id, 'command'), (tx) => tx.query<Listed>(
  `select u.name, u.display_name as "displayName", u.disabled, coalesce(string_agg(concat(g.role, ' ', n.code), ', ' order by g.role), '') as posts from app_user u
   left join role_grant g on g.tenant_id = u.tenant_id and g.holder = u.id and g.archived_at is null left join unit n on n.tenant_id = g.tenant_id and n.id = g.unit_id
   where u.tenant_id = $1 and u.archived_at is null group by u.id, u.name, u.display_name, u.disabled order by u.name`, [tx.tenantId]));

/** The password is made here and shown once: one typed on a command line would stay in the shell's history. */
export async function newPassword(kernel: Kernel, tenant: Tenant, name: string): Promise<string> {
  const password = randomBytes(12).toString('base64url');
  await kernel.write(asSystem(tenant.id, 'command'), async (tx) => { await setPassword(tx, await idOf(tx, name), password, true); return {}; });
  return password;
}

export async function newPerson(kernel: Kernel, tenant: Tenant, person: { readonly name: string; readonly displayName: string; readonly role: string; readonly unit: string }): Promise<string> {
  if (!kernel.modules.some((m) => person.role in m.roles)) throw new StartProblem('no-role', [`没有岗位 ${person.role}`, `There is no post ${person.role}`]);
  await kernel.write(asSystem(tenant.id, 'command'), async (tx) => {
    const units = await tx.query<{ code: string }>('select code from unit where tenant_id = $1 and code = $2 and archived_at is null', [tx.tenantId, person.unit]);
    if (units.length === 0) throw new StartProblem('no-unit', [`没有单位 ${person.unit}`, `There is no unit ${person.unit}`]);
    return { id: await addPerson(tx, { name: person.name, displayName: person.displayName, posts: [{ role: person.role, unit: person.unit }] }) };
  });
  return newPassword(kernel, tenant, person.name);
}

/** Closing an account ends its sessions as well. */
export async function setDisabled(kernel: Kernel, tenant: Tenant, name: string, disabled: boolean): Promise<void> {
  await kernel.write(asSystem(tenant.id, 'command'), async (tx) => {
    const id = await idOf(tx, name);
    await updateRecord(tx, AppUser, { id }, { disabled });
    if (disabled) await tx.query('delete from session where tenant_id = $1 and user_id = $2', [tx.tenantId, id]);
    return {};
  });
}

async function idOf(tx: Tx, name: string): Promise<string> {
  const [user] = await tx.query<{ id: string }>('select id from app_user where tenant_id = $1 and name = $2 and archived_at is null', [tx.tenantId, name]);
  if (!user) throw new StartProblem('no-user', [`没有用户 ${name}`, `There is no user ${name}`]);
  return user.id;
}
