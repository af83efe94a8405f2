/** The rules of arrival acceptance, as tables; no database. */
import { expect, test } from 'vitest';
import { isShippedWhole, obstaclesToClosing, outcomeOf, refuseImpossibleArrival, refuseImpossibleDays, refuseWrongPapers, stillMissing, unjudged, type JudgedLine } from './rules.ts';

const PAPERS = { inspection_report: ['检验报告', 'Inspection report'], certificate: ['合格证', 'Certificate'] } as const;
const line = (state: string, missing: readonly string[] | null = null, received: readonly string[] | null = null): JudgedLine => ({ product: '600J 加热炉', units: 2, state, missing, received });

test.each([
  ['全部合格', [line('accepted'), line('accepted')], 'accepted'],
  ['一行缺资料', [line('accepted'), line('missing_papers', ['inspection_report'])], 'accepted_missing'],
  ['缺资料且有拒收', [line('rejected'), line('missing_papers', ['inspection_report'])], 'accepted_missing'],
  ['部分拒收', [line('accepted'), line('rejected')], 'accepted'],
  ['全部拒收', [line('rejected'), line('rejected')], 'rejected'],
])('%s [FS-5.4] [AC-28]', (_what, lines, outcome) => {
  expect(outcomeOf(lines)).toBe(outcome);
});

test('仍缺的 = 当初缺的减去已补的', () => {
  expect(stillMissing(line('missing_papers', ['inspection_report', 'certificate'], ['certificate']))).toEqual(['inspection_report']);
  expect(stillMissing(line('accepted'))).toEqual([]);
});

test('不能关闭的原因逐项写明：哪行缺什么，哪个部门没答复 [FS-5.5] [AC-28]', () => {
  const why = obstaclesToClosing([line('missing_papers', ['inspection_report']), line('accepted')], [['质检部', 'Quality control']], PAPERS);
  expect(why).toEqual(['600J 加热炉（2 台）缺检验报告；质检部尚未答复', '600J 加热炉 (2) lacks: inspection report; Quality control has not answered']);
  expect(obstaclesToClosing([line('complete', ['inspection_report'], ['inspection_report'])], [], PAPERS)).toBeNull();
});

test('每行都清点过才算清点完毕', () => {
  expect(unjudged([])?.[0]).toBe('请先登记到货明细');
  expect(unjudged([line('accepted'), line('listed')])?.[0]).toContain('600J 加热炉');
  expect(unjudged([line('accepted'), line('rejected')])).toBeNull();
});

test('补交的资料须是所缺的，文件须真的传到', () => {
  const lacking = line('missing_papers', ['inspection_report']);
  expect(() => refuseWrongPapers(lacking, ['certificate'], true, PAPERS)).toThrow('shipment_line.not_missing');
  expect(() => refuseWrongPapers(lacking, ['inspection_report'], false, PAPERS)).toThrow('shipment_line.no_file');
  expect(() => refuseWrongPapers(lacking, ['inspection_report'], true, PAPERS)).not.toThrow();
});

test('出厂不早于合同、不在将来；到货不早于出厂、不在将来', () => {
  expect(() => refuseImpossibleDays({ signed_on: '2026-01-05', shipped_on: '2026-01-04' }, '2026-02-01')).toThrow('shipment.before_contract');
  expect(() => refuseImpossibleDays({ signed_on: null, shipped_on: '2026-02-02' }, '2026-02-01')).toThrow('shipment.future');
  expect(() => refuseImpossibleArrival('2026-01-10', '2026-01-09', '2026-02-01')).toThrow('shipment.arrival_day');
  expect(() => refuseImpossibleArrival('2026-01-10', '2026-02-02', '2026-02-01')).toThrow('shipment.arrival_day');
  expect(() => refuseImpossibleArrival('2026-01-10', '2026-01-10', '2026-02-01')).not.toThrow();
});

test('合同的最后一台出厂那天才算发货', () => {
  expect(isShippedWhole(3, [{ units: 2, shipped_on: '2026-01-10' }])).toBeNull();
  expect(isShippedWhole(3, [{ units: 2, shipped_on: '2026-01-20' }, { units: 1, shipped_on: '2026-01-10' }])).toBe('2026-01-20');
});
