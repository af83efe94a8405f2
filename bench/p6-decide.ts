/** P6: one sanction decision over a history of twenty cases, explanation included; and the replay of 100,000 incidents under a changed rulebook. */
import { replay, type ReplayIncident } from '../src/modules/people/discipline/replay.rules.ts';
import { decide } from '../src/modules/people/discipline/rules.ts';
import type { Incident, PastDecision } from '../src/modules/people/discipline/case.rules.ts';
import { amend, choose, type RulebookVersion } from '../src/modules/people/rulebook/rules.ts';
import { SOURCE_CLAUSES, sourceRulebook } from '../src/modules/people/rulebook/source-rulebook.ts';
import { addDays } from '../src/kernel/calendar/plain-date.ts';
import { bench, median } from './lib/bench.ts';

const version: RulebookVersion = {
  ...choose(sourceRulebook('hardened', '1.0'), { parameter: 'published_at', value: '2020-01-01', by: '秦岚', at: '2019-12-20T02:00:00Z', reason: '公布' }), status: 'effective',
};
const FAMILIES = ['dress', 'noise', 'phone', 'idling', 'insult'] as const;
const LEVELS = ['action', 'iip', 'oral', 'written'] as const;
const history: readonly PastDecision[] = Array.from({ length: 20 }, (_, i) => {
  const served = addDays('2026-01-10', i * 15);
  return { decision: `D-${i}`, kind: 'sanction', level: LEVELS[i % 4]!, clause: 'CC-X', family: FAMILIES[i % 5]!, occurredOn: served, served, contractTerm: 'HT-1', inForceTo: null, revoked: false, consumedBy: null };
});
const incident = (clause: string, occurredOn: string): Incident => ({ id: `SJ-${occurredOn}`, occurredOn, clauses: [clause], grade: 'ordinary', zone: 'work-area' });
const offences = SOURCE_CLAUSES.filter((c) => c.kind === 'offence').map((c) => c.code);

await bench('P6', async (b) => {
  const rounds = b.quick ? 3 : 9;
  const each = b.quick ? 5_000 : 50_000;
  const clauses = ['CC-ORAL-7', 'CC-IIP-4', 'CC-WRIT-3'];
  const decideAll = () => {
    const start = performance.now();
    for (let i = 0; i < each; i++) decide([version], { incident: incident(clauses[i % 3]!, '2026-12-20'), history, on: '2026-12-20', contractTerm: 'HT-1', takesCalls: [] });
    return ((performance.now() - start) * 1_000) / each;
  };
  decideAll();
  b.print({ name: 'decide-us', value: median(Array.from({ length: rounds }, decideAll)), limit: 25, most: 1, runs: rounds });

  const count = b.quick ? 5_000 : 100_000;
  const incidents: ReplayIncident[] = Array.from({ length: count }, (_, i) => {
    const day = addDays('2022-01-01', Math.floor(i / 60));
    return { ...incident(offences[(i * 7) % offences.length]!, day), id: `I-${i}`, person: `P-${(i * 31) % 3_000}`, decidedOn: addDays(day, 2), servedOn: addDays(day, 2), contractTerm: 'HT-1', issued: null };
  });
  const draft = amend(version, '1.1', { 'CC-IIP-4': { base: 'action' } });
  const replays = Array.from({ length: 3 }, () => {
    const start = performance.now();
    replay({ incidents, takesCalls: {}, a: version, b: draft });
    return (performance.now() - start) / 1_000;
  });
  b.print({ name: 'replay-s', value: median(replays), limit: (10 * count) / 100_000, most: 1, runs: replays.length });
});
