/** Scripts and prices (话术与价目). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { PriceItem, ScriptBookQuery, STAFF } from './prices.ts';
import { ScriptText, ScriptTextProcess } from './script-text.ts';

export { type Moment, OCCASIONS } from './defaults.ts';
export { houseWords, KINDS, type Price, PriceItem, type Script, type ScriptBook, scriptsFor } from './prices.ts';
export { ScriptText, ScriptTextProcess, textInForce, wordsOfJoining } from './script-text.ts';

export const scripts = defineModule({
  name: 'scripts',
  area: 'guests',
  label: ['话术与价目', 'Scripts and prices'],
  roles: {
    front_desk: ['前台', 'Front desk'], finance: ['财务', 'Finance'],
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'],
  },
  registers: [ScriptText, PriceItem],
  processes: [ScriptTextProcess],
  queries: [ScriptBookQuery],
  pages: { book: { label: ['话术本', 'Script book'], access: STAFF } },
});
