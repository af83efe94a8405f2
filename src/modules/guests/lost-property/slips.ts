/** Papers of lost property: the tag on the item, the hand-over list to General Affairs, the receipt of the claimant. Serves VIP-4.2, VIP-4.5, VIP-4.8. */
import { defineSlip, type SlipContent } from '../../../kernel/index.ts';

export const ItemTag = defineSlip('lost_item_tag', {
  label: ['遗留物品标签', 'Lost item tag'], number: 'BQ-{yyyy}{mm}-{0000}', copies: [['随物联', 'On the item'], ['登记联', 'Register copy']],
});
export const TransferList = defineSlip('lost_item_transfer', {
  label: ['遗留物品移交单', 'Lost property hand-over'], number: 'YJ-{yyyy}{mm}-{0000}', copies: [['贵宾中心联', 'VIP centre copy'], ['总务处联', 'General Affairs copy']],
});
export const ClaimReceipt = defineSlip('lost_item_receipt', {
  label: ['遗留物品领取单', 'Lost property receipt'], number: 'LQ-{yyyy}{mm}-{0000}', copies: [['客户联', 'Customer copy'], ['贵宾中心联', 'VIP centre copy']],
});

interface Described { readonly number: string; readonly item_name: string; readonly colour: string; readonly found_place: string; readonly handed_in_by: string; readonly valuable: boolean }

export function itemLines(item: Described): SlipContent['lines'] {
  return [
    { label: ['登记号', 'Register number'], value: item.number },
    { label: ['物品名称', 'Item'], value: item.item_name },
    { label: ['颜色', 'Colour'], value: item.colour },
    { label: ['遗失地点', 'Where it was left'], value: item.found_place },
    { label: ['上交人', 'Handed in by'], value: item.handed_in_by },
    { label: ['贵重物品', 'Valuable'], value: item.valuable ? ['是', 'Yes'] : ['否', 'No'] },
  ];
}
