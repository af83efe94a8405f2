/**
 * The ledger of parts (配件账): every piece from the supplier to where it was fitted, scrapped or sent back, in pieces. What lies in a place is
 * held in lots; the first dimension of an entry names the cost layer it belongs to, so a piece keeps its cost wherever it goes. Serves FS-3.4, SM-25, CG-50.
 */
import { defineLedger } from '../../../kernel/index.ts';
import { READERS } from './roles.ts';

export const PartStock = defineLedger('part_stock', {
  label: ['配件账', 'Parts ledger'],
  unit: ['件', 'pieces'],
  accounts: {
    supplier: { label: ['累计购入', 'Bought'] },
    on_hand: { label: ['结存', 'On hand'], per: 'stock_item', floor: 0, lots: true },
    issued: { label: ['已发放待更换', 'Issued, not fitted yet'], per: 'part_application', floor: 0, lots: true },
    installed: { label: ['累计装用', 'Fitted'] },
    removed: { label: ['累计拆下旧件', 'Old parts taken out'] },
    difference: { label: ['盘点差异', 'Differences of counts'] },
    manufacturer: { label: ['累计返厂', 'Sent to the manufacturer'] },
    scrapped: { label: ['累计报废', 'Disposed of'] },
  },
  movements: {
    receive: { label: ['入库', 'Received'], from: 'supplier', to: 'on_hand' },
    transfer: { label: ['调拨', 'Transferred'], from: 'on_hand', to: 'on_hand' },
    issue: { label: ['发放', 'Issued'], from: 'on_hand', to: 'issued' },
    give_back: { label: ['退回', 'Given back'], from: 'issued', to: 'on_hand' },
    fit: { label: ['装用', 'Fitted'], from: 'issued', to: 'installed' },
    fit_from_van: { label: ['随车装用', 'Fitted from the van'], from: 'on_hand', to: 'installed' },
    old_part: { label: ['旧件交回', 'Old part returned'], from: 'removed', to: 'on_hand' },
    count_more: { label: ['盘盈', 'Count: more'], from: 'difference', to: 'on_hand' },
    count_less: { label: ['盘亏', 'Count: fewer'], from: 'on_hand', to: 'difference' },
    to_manufacturer: { label: ['返厂', 'To the manufacturer'], from: 'on_hand', to: 'manufacturer' },
    dispose: { label: ['报废处置', 'Disposed of'], from: 'on_hand', to: 'scrapped' },
  },
  read: READERS,
});
