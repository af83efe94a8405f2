/** House rules (后勤管理制度): the ten rules that logistics makes and implements, with the duties that check them. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { RuleDuties } from './duties.ts';

export { TEN, type HouseRule } from './ten.ts';

export const houseRules = defineModule({
  name: 'house-rules',
  area: 'estate',
  label: ['后勤管理制度', 'House rules'],
  roles: { logistics_head: ['后勤主任', 'Head of logistics'], estate_clerk: ['房产管理员', 'Estate clerk'], centre_manager: ['中心经理', 'Centre manager'] },
  registers: [],
  duties: RuleDuties,
});
