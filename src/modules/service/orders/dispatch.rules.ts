/**
 * Whom to send (派工建议): technicians compared by skill, region, load and distance, each with its points and the sentence behind them; those
 * who cannot go are named with why not. A person decides; departing from the suggestion needs a reason. Serves FS-2.4, SM-21.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export type SkillLevel = 'assists' | 'alone' | 'leads';
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** Of the region that the order lies in. */
  readonly ownRegion: boolean;
  readonly branch: string;
  readonly skill: SkillLevel | null;
  /** Orders assigned and not yet done. */
  readonly load: number;
  /** From where the technician's branch stands to the site; null while a position is missing. */
  readonly kilometres: number | null;
  /** Numbers of orders planned for the same time. */
  readonly clashes: readonly string[];
}
export interface Criterion { readonly points: number; readonly sentence: Label }
export interface Rated {
  readonly id: string;
  readonly name: string;
  readonly branch: string;
  readonly points: number;
  readonly criteria: readonly Criterion[];
  /** Why this one cannot go; null when possible. */
  readonly excluded: Label | null;
}

const SKILL: { readonly [L in SkillLevel]: Criterion } = {
  leads: { points: 30, sentence: ['可带队', 'can lead'] }, alone: { points: 25, sentence: ['可独立', 'can work alone'] }, assists: { points: 5, sentence: ['只可协助', 'can only assist'] },
};
const OWN_REGION = 40;
const PER_ORDER = -6;
const KILOMETRES_A_POINT = 25;
const MOST_FOR_DISTANCE = 40;

export function rate(candidates: readonly Candidate[]): readonly Rated[] {
  return candidates.map(rated).sort((a, b) => Number(a.excluded !== null) - Number(b.excluded !== null) || b.points - a.points || (a.name < b.name ? -1 : 1));
}

function rated(c: Candidate): Rated {
  const criteria = [skillOf(c), regionOf(c), loadOf(c), distanceOf(c)];
  return { id: c.id, name: c.name, branch: c.branch, criteria, points: criteria.reduce((sum, x) => sum + x.points, 0), excluded: exclusionOf(c) };
}

function exclusionOf(c: Candidate): Label | null {
  if (c.skill === null) return ['没有登记这类服务的技能', 'No skill on record for this kind of work'];
  if (c.clashes.length > 0) return [`同一时段已有 ${c.clashes.join('、')}`, `Already planned at that time: ${c.clashes.join(', ')}`];
  return null;
}

const skillOf = ({ skill }: Candidate): Criterion => (skill === null ? { points: 0, sentence: ['无此技能', 'no such skill'] } : SKILL[skill]);
const regionOf = ({ ownRegion, branch }: Candidate): Criterion => (ownRegion ? { points: OWN_REGION, sentence: ['本区域', 'own region'] } : { points: 0, sentence: [`外区域（${branch}）`, `another region (${branch})`] });
const loadOf = ({ load }: Candidate): Criterion => ({ points: load === 0 ? 0 : load * PER_ORDER, sentence: load === 0 ? ['手上无单', 'nothing in hand'] : [`手上 ${load} 单`, `${load} in hand`] });
function distanceOf({ kilometres }: Candidate): Criterion {
  if (kilometres === null) return { points: 0, sentence: ['路程未知', 'distance unknown'] };
  const points = Math.min(MOST_FOR_DISTANCE, Math.round(kilometres / KILOMETRES_A_POINT));
  return { points: points === 0 ? 0 : -points, sentence: [`约 ${Math.round(kilometres)} 公里`, `about ${Math.round(kilometres)} km`] };
}

/** The first who can go; null while nobody's skills are known, so that there is nothing to depart from. */
export const suggested = (all: readonly Rated[]): Rated | null => all.find((r) => r.excluded === null) ?? null;

/** One line: why this one. */
export function because(r: Rated): Label {
  const line = (lang: 0 | 1) => r.criteria.map((c) => `${c.sentence[lang]} ${c.points > 0 ? '+' : ''}${c.points}`).join(lang === 0 ? '，' : ', ');
  return [`${line(0)}，合计 ${r.points}`, `${line(1)}, total ${r.points}`];
}

export function refuseSilentOverride(suggestion: Rated | null, chosen: string | null, reason: string | null): void {
  if (suggestion === null || chosen === null || chosen === suggestion.id || (reason ?? '').trim() !== '') return;
  throw new Refusal('service_order.override_reason', [`建议派 ${suggestion.name}（${because(suggestion)[0]}）；派给别人请写明理由`, `${suggestion.name} is suggested (${because(suggestion)[1]}); say why it is somebody else`], 422,
    { override_reason: ['与建议不同，请写明理由', 'It departs from the suggestion: why?'] });
}
