/** The end of the day (下班检查): every area of a line is shut down by its owner; done by itself once all have been walked. Serves CC-1.9b, CC-1.9c, CC-4.2a, CC-4.2b. */
import { defineDuty, f } from '../../../kernel/index.ts';

export const EndOfDay = defineDuty('workplace_end_of_day', {
  label: ['下班检查：关电源、清桌面、收客户文件', 'End of shift: power off, desks clear, customer documents away'],
  statements: ['CC-1.9b', 'CC-1.9c', 'CC-4.2a', 'CC-4.2b'],
  recurs: { every: 'day' }, by: '22:30', owner: 'line_supervisor', deputy: 'centre_manager', escalate: { to: 'centre_manager', afterMinutes: 60 }, unitKind: 'line',
  form: { remark: f.text('情况', 'Remark', { max: 200 }) },
  async evidence({ tx, unit, day }) {
    const areas = await tx.query<{ name: string; done: boolean }>(
      `select a.name, exists (select 1 from workplace_round r where r.tenant_id = a.tenant_id and r.area = a.id and r.day = $3 and r.list = 'end_of_shift' and r.state in ('clean', 'faults') and r.archived_at is null) as done
       from work_area a where a.tenant_id = $1 and a.line = $2 and a.archived_at is null`, [tx.tenantId, unit, day]);
    return areas.length > 0 && areas.every((a) => a.done) ? { remark: `${areas.length} 个责任区均已检查` } : null;
  },
});
