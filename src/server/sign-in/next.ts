/** What is asked after the password: a one-time code, setting one up where the organisation demands it, or a new password where they run out or somebody else set it. */
import { addDays } from '../../kernel/calendar/plain-date.ts';
import type { SignInNext } from '../../kernel/api.ts';
import { organisationDay, organisationDayAt } from '../../kernel/audit/history.ts';
import { loadActor } from '../../kernel/access/people.ts';
import { PasswordDays, SecondFactorFor } from '../../kernel/access/signing-in.ts';
import type { Tenant } from '../../kernel/access/tenant.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { parameter } from '../../kernel/settings/lookup.ts';
import { counted, succeeded } from './attempts.ts';
import { acceptCode, hasCodes, keepCodes, newEnrolment, stepOf } from './codes.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { setPassword } from './password.ts';
import { atTheDoor } from './secret.ts';
import { expired, giveTicket, readTicket, takeTicket } from './ticket.ts';

const MINUTES = 10;
export interface Passed { readonly userId: string; readonly how: string }
/** Recovery codes are shown once, when codes were set up on the way in. */
export type Arrived = Passed & { readonly recovery?: readonly string[] };
export const isNext = (x: object): x is SignInNext => 'next' in x;

/** The password was right. */
export async function afterFirst(kernel: Kernel, tenant: Tenant, userId: string, how: string): Promise<SignInNext | Passed> {
  return kernel.write(atTheDoor(tenant.id), async (tx): Promise<SignInNext | Passed> => {
    if (await hasCodes(tx, userId)) return { next: 'code', ticket: await giveTicket(tx, 'code', MINUTES, userId, { how }) };
    if (await mustHaveCodes(tx, userId)) {
      const [user] = await tx.query<{ name: string }>('select name from app_user where tenant_id = $1 and id = $2', [tx.tenantId, userId]);
      const enrolment = newEnrolment(tenant.name, user!.name);
      return { next: 'enrol', ticket: await giveTicket(tx, 'enrol', MINUTES, userId, { how, sealed: tx.kernel.cipher.seal(enrolment.secret) }), ...enrolment };
    }
    return afterSecond(tx, { userId, how });
  });
}

async function mustHaveCodes(tx: Tx, userId: string): Promise<boolean> {
  const who = await parameter(tx, SecondFactorFor, await organisationDay(tx));
  if (who !== 'administrators') return who === 'everybody';
  const actor = await loadActor(tx, userId);
  return actor?.grants.some((g) => ['administrator', 'auditor'].includes(g.role)) ?? false;
}

async function afterSecond(tx: Tx, passed: Passed): Promise<SignInNext | Passed> {
  const days = await parameter(tx, PasswordDays, await organisationDay(tx));
  const [secret] = passed.how === 'password' ? await tx.query<{ changed_at: Date; must_change: boolean }>('select changed_at, must_change from user_secret where tenant_id = $1 and user_id = $2', [tx.tenantId, passed.userId]) : [];
  const due = secret && (secret.must_change || (days > 0 && addDays(await organisationDayAt(tx, secret.changed_at), days) <= (await organisationDay(tx))));
  if (!due) return passed;
  return { next: 'new_password', ...(secret.must_change ? { first: true as const } : {}), ticket: await giveTicket(tx, 'new_password', MINUTES, passed.userId, { how: passed.how }) };
}

const notRight = () => new Refusal('sign_in.code', ['验证码不正确或已用过', 'The code is not right, or was used already'], 401, { code: ['不正确', 'Not right'] });

/** A code, or a recovery code; guesses are counted by person. */
export async function giveCode(kernel: Kernel, tenant: Tenant, ticket: string, code: string, address: string): Promise<SignInNext | Passed> {
  const door = atTheDoor(tenant.id);
  const { userId, data } = await kernel.read(door, (tx) => readTicket(tx, 'code', ticket));
  if (!userId) throw expired();
  const right = await counted(kernel, tenant, `code:${userId}`, address, (tx) => acceptCode(tx, userId, code));
  if (!right) throw notRight();
  await succeeded(kernel, tenant, `code:${userId}`, address);
  return kernel.write(door, async (tx) => {
    await takeTicket(tx, 'code', ticket);
    return afterSecond(tx, { userId, how: String(data['how']) });
  });
}

/** Sets codes up on the way in: the first code proves that the app has the secret. */
export async function giveFirstCode(kernel: Kernel, tenant: Tenant, ticket: string, code: string): Promise<{ readonly to: SignInNext | Passed; readonly recovery: readonly string[] }> {
  return kernel.write(atTheDoor(tenant.id), async (tx) => {
    const { userId, data } = await readTicket(tx, 'enrol', ticket);
    const secret = tx.kernel.cipher.open(String(data['sealed']));
    const step = stepOf(secret, code.replace(/\s/g, ''), tx.now);
    if (step === null || !userId) throw notRight();
    await takeTicket(tx, 'enrol', ticket);
    const recovery = await keepCodes(tx, userId, secret, step);
    return { to: await afterSecond(tx, { userId, how: String(data['how']) }), recovery };
  });
}

/** The old one ran out: another in its place, and it must be another. */
export async function giveNewPassword(kernel: Kernel, tenant: Tenant, ticket: string, password: string, isOld: (userId: string) => Promise<boolean>): Promise<Passed> {
  const door = atTheDoor(tenant.id);
  const { userId, data } = await kernel.read(door, (tx) => readTicket(tx, 'new_password', ticket));
  if (!userId) throw expired();
  if (await isOld(userId)) throw new Refusal('password.same', ['新密码不能与原密码相同', 'The new password must differ from the old one'], 422, { password: ['与原密码相同', 'The same as before'] });
  return kernel.write(door, async (tx) => {
    await takeTicket(tx, 'new_password', ticket);
    await setPassword(tx, userId, password);
    return { userId, how: String(data['how']) };
  });
}
