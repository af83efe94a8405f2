/** Education on family and health (人口与健康宣教): a session of that subject in each half-year, for the unit. Serves LOG-7.2. */
import { defineDuty, f, unitsBelow } from '../../../kernel/index.ts';

export const FamilyHealth = defineDuty('family_health_lesson', {
  label: ['每半年一次人口与健康宣教', 'A session on family and health every half-year'],
  statements: ['LOG-7.2'],
  recurs: { every: 'month', days: [30], months: [6, 12] }, by: '17:00', unitKind: 'centre', owner: 'certificate_clerk', deputy: 'training_clerk', escalate: { to: 'logistics_head', afterMinutes: 5 * 24 * 60 },
  form: { reason: f.text('未举行的原因', 'Why there was none', { max: 200, hint: ['学习会结束后会自动完成', 'A session that is closed completes this by itself'] }) },
  async evidence({ tx, unit, day }) {
    const from = `${day.slice(0, 4)}-${day < `${day.slice(0, 4)}-07-01` ? '01' : '07'}-01`;
    const sessions = await tx.query<{ number: string; participants: string }>(
      `select number, participants from study_session where tenant_id = $1 and subject = 'family' and state = 'closed' and archived_at is null and held_on between $2 and $3 order by held_on desc, number desc`, [tx.tenantId, from, day]);
    for (const s of sessions) if ((await unitsBelow(tx, s.participants)).includes(unit)) return { session: s.number };
    return null;
  },
});
