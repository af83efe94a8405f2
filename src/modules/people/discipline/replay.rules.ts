/**
 * What would have come of past incidents under another version of the rulebook (新旧守则对照重演). Issued decisions are only read,
 * never touched. AC-11.
 */
import type { Label } from '../../../kernel/api.ts';
import { addMonths, type PlainDate } from '../../../kernel/calendar/plain-date.ts';
import { type Level, months, reading, type RulebookVersion } from '../rulebook/index.ts';
import type { Incident, PastDecision, TakesCalls } from './case.rules.ts';
import { judge, type Outcome } from './judgement.rules.ts';
import { resultLabel } from './sentences.rules.ts';

export interface ReplayIncident extends Incident {
  readonly person: string;
  readonly decidedOn: PlainDate | null;
  readonly servedOn: PlainDate | null;
  readonly contractTerm: string;
  /** What was really decided; null while open. */
  readonly issued: Level | null;
}
export interface ReplayOutcome { readonly outcome: Outcome; readonly level: Level | null; readonly review: boolean; readonly label: Label }
export interface ReplayRow {
  readonly person: string; readonly incident: string; readonly occurredOn: PlainDate; readonly issued: Level | null;
  readonly a: ReplayOutcome; readonly b: ReplayOutcome; readonly differs: boolean;
}
export interface Replay { readonly versionA: string; readonly versionB: string; readonly rows: readonly ReplayRow[]; readonly differing: number; readonly people: number }

export interface ReplayInput {
  readonly incidents: readonly ReplayIncident[];
  readonly takesCalls: { readonly [person: string]: readonly TakesCalls[] };
  readonly a: RulebookVersion;
  readonly b: RulebookVersion;
}

/** Both versions judge every incident from an empty record, each building on what it itself proposed. */
export function replay({ incidents, takesCalls, a, b }: ReplayInput): Replay {
  const people = new Map<string, ReplayIncident[]>();
  for (const incident of incidents) {
    const own = people.get(incident.person);
    if (own) own.push(incident);
    else people.set(incident.person, [incident]);
  }
  const rows: ReplayRow[] = [];
  for (const person of [...people.keys()].sort()) {
    const own = (people.get(person) ?? []).sort((x, y) => (x.occurredOn === y.occurredOn ? (x.id < y.id ? -1 : 1) : x.occurredOn < y.occurredOn ? -1 : 1));
    const underA = run(a, own, takesCalls[person] ?? []);
    const underB = run(b, own, takesCalls[person] ?? []);
    own.forEach((incident, index) => {
      const [left, right] = [underA[index], underB[index]];
      if (!left || !right) return;
      const differs = left.outcome !== right.outcome || left.level !== right.level || left.review !== right.review;
      rows.push({ person, incident: incident.id, occurredOn: incident.occurredOn, issued: incident.issued, a: left, b: right, differs });
    });
  }
  return { versionA: a.no, versionB: b.no, rows, differing: rows.filter((row) => row.differs).length, people: people.size };
}

/** The comparison as a table for export, in one language. */
export function replayTable(result: Replay, lang: 0 | 1): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const titles: readonly Label[] = [
    ['员工', 'Person'], ['事件', 'Incident'], ['日期', 'Date'], ['已作决定', 'Issued'],
    [`版本 ${result.versionA}`, `Version ${result.versionA}`], [`版本 ${result.versionB}`, `Version ${result.versionB}`], ['是否不同', 'Differs'],
  ];
  const differs: Label = ['不同', 'yes'];
  return {
    columns: titles.map((title) => title[lang]),
    rows: result.rows.map((row) => [
      row.person, row.incident, row.occurredOn, row.issued ? resultLabel('sanction', row.issued, null)[lang] : '', row.a.label[lang], row.b.label[lang], row.differs ? differs[lang] : '',
    ]),
  };
}

function run(version: RulebookVersion, incidents: readonly ReplayIncident[], takesCalls: readonly TakesCalls[]): readonly ReplayOutcome[] {
  const longest = Math.max(...(['repeat.window', 'accumulation.oral.window', 'accumulation.written.window'] as const).map((name) => months(reading(version.parameters, name))));
  let history: PastDecision[] = [];
  return incidents.map((incident) => {
    // What is older than every window can no longer count; dropping it keeps a long record cheap.
    const horizon = addMonths(incident.occurredOn, -longest);
    if (history.length > 20) history = history.filter((past) => past.served === null || past.served > horizon);
    const on = incident.decidedOn ?? incident.servedOn ?? incident.occurredOn;
    const judgement = judge(version, { incident, history, on, contractTerm: incident.contractTerm, takesCalls });
    const { outcome, level, citation, accumulated, orals, review } = judgement;
    if (accumulated) history = history.map((past) => (orals.includes(past) ? { ...past, consumedBy: incident.id } : past));
    if (level !== null) {
      history.push({
        decision: incident.id, kind: 'sanction', level, clause: citation.clause?.code ?? citation.cited, family: citation.family, occurredOn: incident.occurredOn,
        served: incident.servedOn, contractTerm: incident.contractTerm, inForceTo: null, revoked: false, consumedBy: null,
      });
    }
    return { outcome, level, review: review !== null, label: resultLabel(outcome, level, review) };
  });
}
