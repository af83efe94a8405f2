/** A new password for somebody who forgot theirs: a link by mail, good for half an hour and once. */
import type { Tenant } from '../../kernel/access/tenant.ts';
import type { Kernel } from '../../kernel/runtime.ts';
import { note } from '../../kernel/audit/history.ts';
import type { Post } from '../mail/mail.ts';
import { counted } from './attempts.ts';
import { setPassword } from './password.ts';
import { atTheDoor } from './secret.ts';
import { endTickets, expired, giveTicket, readTicket, takeTicket } from './ticket.ts';

const MINUTES = 30;

interface Asked { readonly tenant: Tenant; readonly name: string; readonly publicUrl: string; readonly lang: 0 | 1; failed(e: unknown): void }

/** Answers the same, and as soon, whether there is such a person or not; the letter goes out afterwards. Counts like guesses, so nobody's box is flooded. */
export async function sendReset(kernel: Kernel, post: Post, { tenant, name, publicUrl, lang, failed }: Asked): Promise<void> {
  const found = await counted(kernel, tenant, `mail:${name}`, `mail:${name}`, async (tx) => {
    // Who signs in through the directory has a password there, not here.
    const [user] = await tx.query<{ id: string; display_name: string; mail: string }>(
      `select u.id, u.display_name, u.mail from app_user u join user_secret s on s.tenant_id = u.tenant_id and s.user_id = u.id
       where u.tenant_id = $1 and u.name = $2 and u.mail is not null and not u.disabled and u.archived_at is null`, [tx.tenantId, name]);
    if (!user) return undefined;
    await endTickets(tx, user.id, 'reset');
    await note(tx, { register: 'app_user', recordId: user.id, number: '', unitId: null, what: 'reset_sent' });
    return { to: user.mail, who: user.display_name, ticket: await giveTicket(tx, 'reset', MINUTES, user.id) };
  });
  if (!found) return;
  const link = `${publicUrl}/reset#${found.ticket}`;
  const text = [
    `${found.who}，您好：\n\n有人（多半是您本人）要求重设“${tenant.name}”值班台的密码。请在 ${MINUTES} 分钟内打开下面的链接设置新密码：\n\n${link}\n\n若不是您本人，请不必理会；原密码仍然有效。`,
    `Dear ${found.who},\n\nsomebody, most likely you, asked to set a new password at Dutydesk of ${tenant.name}. Please open this link within ${MINUTES} minutes:\n\n${link}\n\nIf it was not you, ignore this letter; your password stays as it is.`,
  ][lang]!;
  post.send({ to: found.to, subject: [`重设密码 · ${tenant.name}`, `Set a new password · ${tenant.name}`][lang]!, text }).catch(failed);
}

export async function giveNewByMail(kernel: Kernel, tenant: Tenant, ticket: string, password: string): Promise<void> {
  await kernel.write(atTheDoor(tenant.id), async (tx) => {
    const { userId } = await readTicket(tx, 'reset', ticket);
    if (!userId) throw expired();
    await takeTicket(tx, 'reset', ticket);
    await setPassword(tx, userId, password);
    return {};
  });
}
