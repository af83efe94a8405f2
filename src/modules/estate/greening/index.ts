/** Greening (绿化). Front door of the module. */
import { dayOf, defineModule } from '../../../kernel/index.ts';
import { GreenSite, GreenWork, GreenWorkProcess, KEEPERS } from './greening.ts';
import { careOf, GreeningReport } from './reports.ts';
import { daysOverdue, nextCare } from './rules.ts';

export { GreenSite, GreenWork, GreenWorkProcess } from './greening.ts';
export { GreeningReport } from './reports.ts';

export const greening = defineModule({
  name: 'greening',
  area: 'estate',
  label: ['绿化', 'Greening'],
  roles: { general_affairs: ['总务处', 'General affairs'], estate_clerk: ['房产管理员', 'Estate clerk'], logistics_head: ['后勤主任', 'Head of logistics'], centre_manager: ['中心经理', 'Centre manager'], finance: ['财务', 'Finance'] },
  registers: [GreenSite, GreenWork],
  processes: [GreenWorkProcess],
  reports: [GreeningReport],
  figures: [{
    label: ['逾期养护的绿化地块', 'Green sites overdue'], roles: [...KEEPERS],
    async value(tx) {
      const day = await dayOf(tx, tx.now, tx.actor.grants[0]?.unitId ?? '');
      const late = (await careOf(tx, day, day)).filter((r) => daysOverdue(nextCare(r, r.last_done), day) > 0).length;
      return { value: String(late), href: '/report/greening_by_site', tone: late > 0 ? 'alarm' : 'done' };
    },
  }],
});
