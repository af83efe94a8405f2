/** Rules of campaigns (活动拓展): who may be contacted, what counts as won, when a campaign may be approved and closed. Serves VIP-3.1, VIP-3.2, VIP-3.6, VIP-5.5, P17. */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface Contact { readonly channel: string; readonly phone: string | null; readonly outcome: string; readonly card: string | null }
export interface Ground { readonly state: string; readonly channels: readonly string[]; readonly barred: boolean }
export function refuseContact(c: Contact, campaign: Ground): void {
  if (campaign.state !== 'running') throw new Refusal('campaign_contact.not_running', ['活动没有在进行', 'The campaign is not running'], 409, { campaign: ['请选择进行中的活动', 'Choose one that is running'] });
  if (!campaign.channels.includes(c.channel)) throw new Refusal('campaign_contact.channel', ['活动方案里没有这个渠道', 'The plan does not use that channel'], 422, { channel: ['请选择方案里的渠道', 'One of the plan'] });
  if (c.channel === 'phone' && c.phone === null) throw new Refusal('campaign_contact.phone', ['电话联系要记号码', 'A call has a number'], 422, { phone: ['必填', 'Required'] });
  if (campaign.barred && (c.channel === 'phone' || c.phone !== null)) throw new Refusal('campaign_contact.do_not_call', ['客人要求不再打扰，不能联系', 'This guest asked not to be contacted'], 409, { phone: ['在免打扰名单上', 'On the do-not-call list'] });
  if ((c.outcome === 'card_issued') !== (c.card !== null)) throw new Refusal('campaign_contact.card', ['办卡成功与所办的卡要一起填', 'A card won and the card itself go together'], 422, { card: ['办卡成功时必填，其他时候留空', 'Only, and always, when a card was issued'] });
  if (c.outcome === 'do_not_call' && c.phone === null) throw new Refusal('campaign_contact.barred_phone', ['要求免打扰的，记下号码才能做到', 'Without the number the wish cannot be kept'], 422, { phone: ['必填', 'Required'] });
}

/** A new member activity comes from what customers said. */
export const notCited = (kind: string, cited: number): Label | null =>
  kind === 'member_activity' && cited === 0 ? ['会员活动须引用至少一条客户意见', 'A member activity cites at least one opinion'] : null;

export const tooSoon = (startsOn: string, day: string): Label | null => (day < startsOn ? [`${startsOn} 起才能开始`, `It begins on ${startsOn}`] : null);

export interface Improvements { readonly all: number; readonly open: number }
/** Problems found are not filed away: each became an improvement, and none of them is still open. */
export function notClosable(problemsFound: boolean | null, improvements: Improvements): Label | null {
  if (problemsFound === true && improvements.all === 0) return ['评估发现了问题，请先开改进项', 'Problems were found; open the improvements first'];
  return improvements.open === 0 ? null : [`还有 ${improvements.open} 个改进项未完成`, `${improvements.open} improvements are not done`];
}

export function refuseDates(starts: string, ends: string): void {
  if (ends < starts) throw new Refusal('campaign.dates', ['结束早于开始', 'It ends before it begins'], 422, { ends_on: ['不早于开始', 'Not before the first day'] });
}
/** Cards for every hundred contacts, to one decimal. */
export const conversion = (cards: number, contacts: number): string | null => (contacts === 0 ? null : ((cards * 100) / contacts).toFixed(1));
