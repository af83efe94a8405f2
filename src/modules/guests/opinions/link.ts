/** The address of a survey for rooms and groups (满意度调查链接), as long as it takes answers. Serves VIP-3.3. */
import { dayOf, defineQuery, f, grantFor, readRecord, type Tx } from '../../../kernel/index.ts';
import { COLLECTORS, OpinionRound } from './opinion.ts';
import { openOn } from './rules.ts';

const HANDERS = [...COLLECTORS, 'vip_director'] as const;

export const OpinionLink = defineQuery('opinion_link', {
  label: ['满意度调查链接', 'Link of a survey'],
  access: HANDERS,
  params: { round: f.ref('满意度调查', 'Survey', 'opinion_round') },
  async run(tx: Tx, { round }): Promise<{ readonly path: string | null }> {
    const found = await readRecord(tx, OpinionRound, round);
    if (!found?.token || found.archived_at !== null || !(await grantFor(tx, tx.actor, HANDERS, found.unit_id)) || !openOn(found, await dayOf(tx, tx.now, found.unit_id))) return { path: null };
    const [house] = await tx.query<{ code: string }>('select code from tenant where id = $1', [tx.tenantId]);
    return { path: `/intake/${house!.code}/opinion_form/${found.token}` };
  },
});
