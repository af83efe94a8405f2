/**
 * Figures of stored value: which legal profile the house follows, its limits, tiers and approvals. All dated; the defaults are
 * what the sources name, for reference and not legal advice. Serves VIP-8.4, G9, section 1.10.
 */
import { defineParameter, f, parameter, type Tx } from '../../../kernel/index.ts';
import { limitsOf, PROFILES, type Limits, type Profile } from './rules.ts';

const writeBy = ['vip_manager', 'finance'] as const;
const notAdvice: readonly [string, string] = ['供参考，不是法律意见；请按当地规定核对', 'For reference, not legal advice; check against the local rules'];

export const LegalProfile = defineParameter('stored_value.legal_profile', {
  label: ['预付卡规则适用', 'Prepaid-card rules that apply'], help: notAdvice, field: f.choice('地区', 'Region', PROFILES), source: '1.10', default: 'national', writeBy,
});
export const CapNamed = defineParameter('stored_value.cap_named', {
  label: ['记名卡限额', 'Limit of a named card'], help: ['存入后本金不得超过；会员卡都是记名卡。供参考，不是法律意见', 'The principal after a deposit must not exceed it; all member cards are named. For reference, not legal advice'],
  field: f.money('元', 'Yuan', { min: 1 }), source: '1.10', default: 500_000, writeBy,
});
export const TransferPersonal = defineParameter('stored_value.transfer_from_personal', {
  label: ['个人一次购卡须转账的起点', 'Personal payments by transfer from'], help: notAdvice, field: f.money('元', 'Yuan', { min: 1 }), source: '1.10', default: 5_000_000, writeBy,
});
export const TransferCompany = defineParameter('stored_value.transfer_from_company', {
  label: ['单位一次购卡须转账的起点', 'Company payments by transfer from'], help: notAdvice, field: f.money('元', 'Yuan', { min: 1 }), source: '1.10', default: 500_000, writeBy,
});
export const CoolingDays = defineParameter('stored_value.cooling_days', {
  label: ['冷静期（天）', 'Cooling-off (days)'], help: ['付款之日起多少天内、未消费过可全额退本金。供参考，不是法律意见', 'Within how many days of paying the whole principal is given back when nothing was had. For reference, not legal advice'],
  field: f.integer('天', 'Days', { min: 0, max: 60 }), source: '1.10', default: 7, writeBy,
});
export const RefundDays = defineParameter('stored_value.refund_days', {
  label: ['退款期限（天）', 'Refund within (days)'], help: ['申请之日起多少天内付款；各地 10 或 15 天。供参考，不是法律意见', 'Days from the request to the payment; 10 or 15 by region. For reference, not legal advice'],
  field: f.integer('天', 'Days', { min: 1, max: 60 }), source: '1.10', default: 15, writeBy,
});
export const CustodyPercent = defineParameter('stored_value.custody_percent', {
  label: ['预收资金存管比例', 'Share of prepaid money in custody'], help: ['上季末结存须存管的百分比；适用地区为北京时生效。供参考，不是法律意见', 'Per cent of the last quarter’s outstanding to be kept in custody, where Beijing’s rules apply. For reference, not legal advice'],
  field: f.integer('%', '%', { min: 0, max: 100 }), source: '1.10', default: 40, writeBy,
});
export const FilingFrom = defineParameter('stored_value.filing_from', {
  label: ['须备案的预收结存', 'Outstanding from which filing is due'], help: notAdvice, field: f.money('元', 'Yuan', { min: 1 }), source: '1.10', default: 50_000_000, writeBy,
});
export const FinanceAbove = defineParameter('stored_value.finance_above', {
  label: ['退款须财务复批的限额', 'Refunds that finance approves as well'], help: ['退款本金超过此数，客服经理批准后还须财务批准', 'Above this principal finance approves after the VIP manager'],
  field: f.money('元', 'Yuan'), source: 'P5', default: 100_000, writeBy,
});
export const VipThreshold = defineParameter('stored_value.vip_threshold', {
  label: ['贵宾门槛（单笔储值）', 'VIP threshold (single deposit)'], help: ['一笔存满即享贵宾待遇', 'One deposit of this amount makes a VIP at once'],
  field: f.money('元', 'Yuan', { min: 1 }), source: 'VIP-8.4', default: 300_000, writeBy,
});

export const PARAMETERS = [LegalProfile, CapNamed, TransferPersonal, TransferCompany, CoolingDays, RefundDays, CustodyPercent, FilingFrom, FinanceAbove, VipThreshold] as const;

export async function limitsOn(tx: Tx, day: string): Promise<Limits> {
  return limitsOf((await parameter(tx, LegalProfile, day)) as Profile, {
    cap: await parameter(tx, CapNamed, day), transferPersonal: await parameter(tx, TransferPersonal, day), transferCompany: await parameter(tx, TransferCompany, day),
    coolingDays: await parameter(tx, CoolingDays, day), refundDays: await parameter(tx, RefundDays, day), custodyPercent: await parameter(tx, CustodyPercent, day),
  });
}
