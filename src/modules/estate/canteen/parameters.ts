/** Figures of food safety (食品安全的数值): texts differ, so they are parameters and none of them is legal advice. Serves LOG-5.3, section 1.10. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const SampleHours = defineParameter('canteen.sample_hours', {
  label: ['留样保存时长（小时）', 'Samples are kept (hours)'], help: ['从留样时起至少保存多久，之前不能处理', 'For how long from the taking; not thrown away before'],
  field: f.integer('小时', 'Hours', { min: 1, max: 720 }), source: 'LOG-5.3', default: 48, writeBy: ['logistics_head'],
});
export const SampleGrams = defineParameter('canteen.sample_grams', {
  label: ['每样留样克数', 'Grams of each sample'], help: ['各地规定不一，以当地现行规定为准', 'Texts differ; the local rule in force counts'],
  field: f.integer('克', 'Grams', { min: 1, max: 1000 }), source: 'LOG-5.3', default: 100, writeBy: ['logistics_head'],
});
export const ColdMost = defineParameter('canteen.cold_most', {
  label: ['冷链食品到货温度上限（℃）', 'Warmest arrival of chilled food (°C)'], help: ['原文没有规定，按供货约定填写', 'Not in the source; as agreed with the supplier'],
  field: f.integer('摄氏度', 'Degrees', { min: -30, max: 20 }), source: 'LOG-5.3', default: 8, writeBy: ['logistics_head'],
});
