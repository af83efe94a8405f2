/**
 * The two ledgers of points: points on members' cards, in lots with their expiry; and gifts, in finance's store and in the hand
 * of the manager who drew them. What is issued, redeemed and given away is derived from the entries. Serves VIP-1.6, VIP-1.12,
 * VIP-2.3, VIP-2.12, VIP-2.14, G19 and section 4.2 of the ledger design.
 */
import { defineLedger } from '../../../kernel/index.ts';

const read = ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'] as const;

export const MemberPoints = defineLedger('member_points', {
  label: ['会员积分', 'Member points'],
  unit: ['分', 'points'], periods: 'day',
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
  unit: ['件', 'pieces'], periods: 'day',
  accounts: {
    supplier: { label: ['累计入库', 'Received'] },
    store: { label: ['库存', 'In store'], per: 'gift', floor: 0 },
    hand: { label: ['经理手中', 'In a manager’s hand'], per: 'gift_hand', floor: 0 },
    given: { label: ['累计兑出', 'Given away'] },
    given_birthday: { label: ['累计生日赠送', 'Given at birthdays'], per: 'gift' },
    lost: { label: ['盘亏与遗失', 'Lost'], per: 'gift' },
  },
  movements: {
    receive: { label: ['入库', 'Received'], from: 'supplier', to: 'store' },
    give: { label: ['兑出', 'Given away'], from: 'store', to: 'given' },
    draw: { label: ['经理领用', 'Drawn by a manager'], from: 'store', to: 'hand' },
    hand_back: { label: ['退回财务', 'Returned to finance'], from: 'hand', to: 'store' },
    give_birthday: { label: ['生日赠送', 'Given at a birthday'], from: 'hand', to: 'given_birthday' },
    lose_store: { label: ['库存盘亏', 'Missing from the store'], from: 'store', to: 'lost' },
    lose_hand: { label: ['手中遗失', 'Lost from a hand'], from: 'hand', to: 'lost' },
    find_store: { label: ['库存盘盈', 'Found in the store'], from: 'lost', to: 'store' },
    find_hand: { label: ['手中盘盈', 'Found in a hand'], from: 'lost', to: 'hand' },
  },
  read,
});
