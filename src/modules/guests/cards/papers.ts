/** What stands on the papers of a card reported lost, handed on or closed. Serves P1, P5, G25. */
import { calendar, type Label, type SlipContent, type Tx, yuan } from '../../../kernel/index.ts';

export const TOLD_BY = { phone: ['来电', 'By phone'], in_person: ['本人到店', 'In person'], other: ['他人转告', 'Through somebody else'] } as const;
/** Whose boxes the loss report has; they are filled when both have signed on the glass. */
export const LOSS_SIGNERS = [['挂失人', 'Reported by'], ['经办人', 'Clerk']] as const satisfies readonly Label[];

interface Card { readonly card_no: string | null; readonly number: string; readonly activated_at: Date | null }
type Person = { readonly name: string; readonly number: string } | null;

export function suspensionPaper(card: Card, holder: Person, told: { readonly suspended_for: string; readonly told_by: keyof typeof TOLD_BY | null }, now: Date, zone: string): SlipContent {
  const { date, time } = calendar.localParts(now, zone);
  return {
    lines: [
      { label: ['卡号', 'Card'], value: card.card_no ?? card.number }, { label: ['持卡人', 'Holder'], value: holder?.name ?? '' }, { label: ['挂失时间', 'Suspended at'], value: `${date} ${time.slice(0, 5)}` },
      { label: ['挂失方式', 'Reported'], value: TOLD_BY[told.told_by ?? 'phone'] }, { label: ['原因', 'Why'], value: told.suspended_for },
      { label: ['说明', 'Please note'], value: ['自即刻起本卡不能消费、积分、兑换和享受优惠；余额、积分与等级保留，解挂或补卡后照旧。', 'From now on the card neither pays, earns, redeems nor gives benefits. Balance, points and tier are kept and come back with the card or its replacement.'] },
    ],
    stamps: [['已挂失', 'Suspended']], boxes: LOSS_SIGNERS,
  };
}

export function closingPaper(card: Card, facts: { readonly holder: Person; readonly product: string; readonly points: number }, why: string): SlipContent {
  return {
    lines: [
      { label: ['卡号', 'Card'], value: card.card_no ?? card.number }, { label: ['档案号', 'On file as'], value: card.number }, { label: ['卡种', 'Product'], value: facts.product },
      { label: ['持卡人', 'Holder'], value: facts.holder?.name ?? '' }, { label: ['卡内余额', 'Money on the card'], value: '0.00' }, { label: ['剩余积分', 'Points left'], value: facts.points === 0 ? '0' : [`${facts.points}（销卡后不能再用）`, `${facts.points} (void once the card is closed)`] },
      { label: ['原因', 'Why'], value: why },
    ],
    stamps: [['已销卡', 'Closed']],
  };
}

export interface Standing { readonly principal: number; readonly bonus: number; readonly points: number }
export const goesAlong = (s: Standing): Label => [`随卡转让：本金 ${yuan(s.principal)}，赠送 ${yuan(s.bonus)}，积分 ${s.points}`, `Goes along: principal ${yuan(s.principal)}, bonus ${yuan(s.bonus)}, ${s.points} points`];

/** Read from the account before and after the new holder was written: the one gives away what the other gets. */
export function transferPaper(card: Card, who: { readonly from: string; readonly to: string }, before: Standing, after: Standing): SlipContent {
  return {
    lines: [
      { label: ['卡号', 'Card'], value: card.card_no ?? card.number }, { label: ['转让人', 'From'], value: who.from }, { label: ['受让人', 'To'], value: who.to },
      { label: ['约定', 'Agreed'], value: ['卡内余额、积分与等级随卡转让；章程对受让人同样适用。', 'Balance, points and tier go with the card; the charter binds the new holder alike.'] },
    ],
    table: {
      columns: [['卡内', 'On the card'], ['转让前（转让人）', 'Before (from)'], ['转让后（受让人）', 'After (to)']],
      rows: [
        [['本金', 'Principal'], yuan(before.principal), yuan(after.principal)], [['赠送', 'Bonus'], yuan(before.bonus), yuan(after.bonus)], [['积分', 'Points'], String(before.points), String(after.points)],
      ],
    },
    stamps: [['已转让', 'Transferred']],
  };
}

/** The loss report that the card's last suspension printed, and whether it was signed since. */
export async function lossReport(tx: Tx, card: string): Promise<{ readonly slip: string | null; readonly signed: boolean }> {
  const [row] = await tx.query<{ number: string; signed: boolean }>(
    `select s.number, exists (select 1 from signature g where g.tenant_id = s.tenant_id and g.register = s.register and g.record_id = s.record_id and g.step = 'sign_loss' and g.at >= s.at) as signed
     from slip s where s.tenant_id = $1 and s.register = 'member_card' and s.record_id = $2 and s.kind = 'card_suspension' order by s.at desc, s.id desc limit 1`, [tx.tenantId, card]);
  return { slip: row?.number ?? null, signed: row?.signed ?? false };
}
