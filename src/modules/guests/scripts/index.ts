/** Scripts and prices (话术与价目). Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { PriceItem, ScriptBookQuery, ScriptText, STAFF } from './scripts.ts';

export { KINDS, OCCASIONS, type Price, PriceItem, type Script, type ScriptBook, scriptsFor, ScriptText } from './scripts.ts';

export const scripts = defineModule({
  name: 'scripts',
  area: 'guests',
  label: ['话术与价目', 'Scripts and prices'],
  roles: {
    vip_agent: ['客服专员', 'VIP agent'], duty_supervisor: ['当班主管', 'Supervisor on duty'], vip_manager: ['客服经理', 'VIP manager'], vip_director: ['贵宾中心主任', 'VIP centre director'],
  },
  registers: [ScriptText, PriceItem],
  queries: [ScriptBookQuery],
  pages: { book: { label: ['话术本', 'Script book'], access: STAFF } },
});
