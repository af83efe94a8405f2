/** The repair slip in two copies (两联维修单). Serves TEA-1, AS-39. */
import { defineSlip, type SlipContent, yuan } from '../../../kernel/index.ts';
import { CHARGES, GRADES, type Grade } from './rules.ts';

export const RepairSlip = defineSlip('repair_slip', { label: ['维修单', 'Repair slip'], number: 'WX-{yyyy}{mm}{dd}-{0000}', copies: [['报修人联', 'Reporter copy'], ['维修存根联', 'Office copy']] });

interface Printed { readonly number: string; readonly building: string; readonly place: string; readonly content: string; readonly reporter: string; readonly grade: Grade | null; readonly charge: keyof typeof CHARGES | null; readonly worker: string; readonly price: number | null }
export const repairContent = (r: Printed): SlipContent => ({
  lines: [
    { label: ['报修单', 'Repair'], value: r.number }, { label: ['位置', 'Where'], value: `${r.building} ${r.place}` }, { label: ['报修人', 'Reported by'], value: r.reporter }, { label: ['内容', 'What is wrong'], value: r.content },
    { label: ['等级', 'Grade'], value: GRADES[r.grade ?? 'small'].join(' ') }, { label: ['收费', 'Charge'], value: `${CHARGES[r.charge ?? 'free'].join(' ')}${r.price === null ? '' : `，${yuan(r.price)} 元`}` }, { label: ['维修工', 'Worker'], value: r.worker },
  ],
  table: { columns: [['材料', 'Material'], ['数量', 'Quantity'], ['备注', 'Remark']], rows: [['', '', ''], ['', '', '']] },
  boxes: [['维修工', 'Worker'], ['报修人', 'Reporter'], ['评分', 'Score']],
});
