/** Demo of tools: the required set of a branch, and each branch's pieces with custodian and calibration; a few gaps as real stores have them. */
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { colleaguesAt } from '../../people/staff/index.ts';
import { ToolItem, ToolItemProcess, ToolKind, ToolRequirement } from './index.ts';

const KINDS = [
  ['数字万用表', 'instrument', 12, 2], ['钳形电流表', 'instrument', 12, 1], ['烟气分析仪', 'instrument', 12, 1], ['标准压力表', 'instrument', 6, 2], ['红外测温仪', 'instrument', 12, 1], ['可燃气体检测仪', 'instrument', 12, 2],
  ['管钳', 'tool', null, 2], ['力矩扳手', 'tool', 12, 1], ['手拉葫芦', 'tool', 12, 1], ['盘管试压泵', 'tool', null, 1], ['套筒扳手组', 'tool', null, 2],
] as const;
const BRANCHES = ['FS-NE', 'FS-XJ', 'FS-EC', 'FS-NC', 'FS-NW', 'FS-SW'] as const;
/** Not there: branch and kind. Not handed to anybody; and calibration that has run out. */
const MISSING = new Set(['FS-XJ 烟气分析仪', 'FS-NW 可燃气体检测仪', 'FS-SW 手拉葫芦']);
const IN_STORE = new Set(['FS-EC 力矩扳手', 'FS-XJ 套筒扳手组']);
const OVERDUE = new Set(['FS-NE 标准压力表', 'FS-NW 红外测温仪']);

export async function demo(d: Demo): Promise<void> {
  d.at('2026-01-06T02:00:00Z');
  const store = d.actor('zongmin');
  await d.batch(store, async (tx) => {
    const kinds: { [name: string]: string } = {};
    for (const [name, category, calibration_months, quantity] of KINDS) {
      kinds[name] = (await createRecord(tx, ToolKind, { name, category, calibration_months, unit_id: d.unit('FS') })).id;
      await createRecord(tx, ToolRequirement, { kind: kinds[name]!, quantity, unit_id: d.unit('FS') });
    }
    // One person does not carry two of everything.
    for (const name of ['数字万用表', '管钳', '套筒扳手组', '可燃气体检测仪', '标准压力表']) await createRecord(tx, ToolRequirement, { kind: kinds[name]!, branch: d.unit('FS-SW'), quantity: 1, unit_id: d.unit('FS') });
    for (const branch of BRANCHES) {
      const people = await colleaguesAt(tx, [d.unit(branch)], '2026-01-06');
      let turn = 0;
      for (const [at, [name, , months, quantity]] of KINDS.entries()) {
        const wanted = branch === 'FS-SW' ? Math.min(1, quantity) : quantity;
        for (let n = MISSING.has(`${branch} ${name}`) ? 1 : 0; n < wanted; n++) {
          const custodian = people[turn++ % people.length]!;
          const late = OVERDUE.has(`${branch} ${name}`) && n === 0;
          // A fortnight ago at the latest, or long enough ahead of the day on which the demo is opened.
          const due = months === null ? null : late ? calendar.addDays(d.today, -12) : calendar.addDays(d.today, 40 + ((at * 17 + n * 31 + turn * 7) % 120));
          const { id } = await createRecord(tx, ToolItem, {
            kind: kinds[name]!, serial: `${branch.slice(3)}${String(at + 1).padStart(2, '0')}-${n + 1}`, branch: d.unit(branch), bought_on: `202${2 + (turn % 4)}-05-10`,
            ...(due === null ? {} : { calibration_due: due, certificate: `JL25-${String(1000 + turn * 13)}` }), unit_id: d.unit(branch),
          });
          if (IN_STORE.has(`${branch} ${name}`) && n === 0) continue;
          await takeStep(tx, ToolItemProcess, id, 'hand_over', { custodian: custodian.id, condition: '完好，附件齐' }, { signatures: [d.sign('giver', store), d.sign('receiver', custodian.name)] });
        }
      }
    }
    return {};
  });
}
