/**
 * The two ledgers of points: points on members' cards, in lots with their expiry, and gifts in store. What is issued, redeemed
 * and given away is derived from the entries. Serves VIP-1.6, VIP-1.12, G19 and section 4.2 of the ledger design.
 */
import { defineLedger } from '../../../kernel/index.ts';

const read = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const MemberPoints = defineLedger('member_points', {
  label: ['会员积分', 'Member points'],
  unit: ['分', 'points'],
  accounts: {
    issued: { label: ['累计发放', 'Issued'] },
    card: { label: ['卡内积分', 'Points on the card'], per: 'member_card', floor: 0, lots: true },
    redeemed: { label: ['累计兑换', 'Redeemed'] },
    expired: { label: ['累计过期', 'Expired'] },
  },
  movements: {
    earn: { label: ['消费积分', 'Earned'], from: 'issued', to: 'card' },
    redeem: { label: ['积分兑换', 'Redeemed'], from: 'card', to: 'redeemed' },
    expire: { label: ['积分过期', 'Expired'], from: 'card', to: 'expired' },
  },
  read,
});

export const GiftStock = defineLedger('gift_stock', {
  label: ['礼品库存', 'Gift stock'],
  unit: ['件', 'pieces'],
  accounts: {
    supplier: { label: ['累计入库', 'Received'] },
    store: { label: ['库存', 'In store'], per: 'gift', floor: 0 },
    given: { label: ['累计兑出', 'Given away'] },
  },
  movements: {
    receive: { label: ['入库', 'Received'], from: 'supplier', to: 'store' },
    give: { label: ['兑出', 'Given away'], from: 'store', to: 'given' },
  },
  read,
});
