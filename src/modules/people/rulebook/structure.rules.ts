/**
 * Whether the clauses of a rulebook hang together (条款结构): codes, links, texts in both languages, and which rule leads to
 * which sanction (覆盖表). CG-22.
 */
import type { Label } from '../../../kernel/api.ts';
import type { Clause } from './clause.rules.ts';
import type { RulebookVersion } from './rules.ts';

export interface CoverageRow { readonly rule: string; readonly sanctions: readonly string[]; readonly status: 'sanctioned' | 'own-consequence' | 'record-only' | 'open' }
export interface Coverage {
  readonly rows: readonly CoverageRow[];
  /** Without those for which "record only" was chosen. */
  readonly rulesWithoutSanction: readonly string[];
  readonly sanctionsWithoutRule: readonly string[];
}

export function coverage(version: RulebookVersion): Coverage {
  const rows = version.clauses.filter(isConduct).map((rule): CoverageRow => ({ rule: rule.code, sanctions: rule.sanctions, status: statusOf(rule, version) }));
  const linked = new Set(version.clauses.flatMap((clause) => clause.sanctions));
  return {
    rows,
    rulesWithoutSanction: rows.filter((row) => row.status === 'open').map((row) => row.rule),
    sanctionsWithoutRule: version.clauses.filter((clause) => clause.kind === 'offence' && !linked.has(clause.code)).map((clause) => clause.code),
  };
}

export interface MatrixRow { readonly family: string; readonly levels: { readonly [level: string]: readonly string[] } }

/** Offences by family and level, families in the order of their first clause. */
export function sanctionMatrix(clauses: readonly Clause[]): readonly MatrixRow[] {
  const rows = new Map<string, { [level: string]: string[] }>();
  for (const { kind, family, base, code } of clauses) {
    if (kind !== 'offence' || family === null || base === null) continue;
    const row = rows.get(family) ?? {};
    row[base] = [...(row[base] ?? []), code];
    rows.set(family, row);
  }
  return [...rows].map(([family, levels]) => ({ family, levels }));
}

export interface StructureFinding { readonly id: string; readonly clauses: readonly string[]; readonly message: Label; readonly resolution: Label }

/** Mistakes an editor can make: a code twice, a link into nothing, an offence without level or family, a missing translation. */
export function structureFindings(clauses: readonly Clause[]): readonly StructureFinding[] {
  const codes = new Set(clauses.map((clause) => clause.code));
  const seen = new Set<string>();
  return clauses.flatMap((clause) => {
    const found: StructureFinding[] = [];
    const add = (id: string, message: Label, resolution: Label) => found.push({ id, clauses: [clause.code], message, resolution });
    if (seen.has(clause.code)) add('RB-CODE', [`编号 ${clause.code} 出现两次`, `The code ${clause.code} stands twice`], ['改其中一个编号', 'Change one of the two']);
    seen.add(clause.code);
    const lost = [...clause.sanctions, ...clause.money, ...gradeCodes(clause)].filter((code) => !codes.has(code));
    if (lost.length > 0) add('RB-LINK', [`${clause.code} 指向不存在的条款 ${lost.join('、')}`, `${clause.code} points to missing clauses: ${lost.join(', ')}`], ['改正链接', 'Correct the link']);
    if (clause.kind === 'offence' && (clause.base === null || !clause.family)) {
      add('RB-LEVEL', [`${clause.code} 缺少级别或类别`, `${clause.code} lacks a level or a family`], ['补上级别和类别', 'Give it a level and a family']);
    }
    if (!clause.text[0].trim() || !clause.text[1].trim()) add('RB-TEXT', [`${clause.code} 缺中文或英文`, `${clause.code} lacks Chinese or English text`], ['补齐两种文字', 'Write both texts']);
    return found;
  });
}

function gradeCodes(clause: Clause): readonly string[] {
  return Object.values(clause.grades ?? {}).filter((target) => typeof target === 'string');
}

// The ladder and the scope are about sanctions themselves; only conduct can be broken.
function isConduct(clause: Clause): boolean {
  return clause.kind === 'rule' && clause.code !== 'CC-0.1' && !clause.code.startsWith('CC-ESC-');
}

function statusOf(rule: Clause, version: RulebookVersion): CoverageRow['status'] {
  if (rule.sanctions.length > 0) return 'sanctioned';
  if (rule.consequence) return 'own-consequence';
  return version.parameters['coverage.record_only'].includes(rule.code) ? 'record-only' : 'open';
}
