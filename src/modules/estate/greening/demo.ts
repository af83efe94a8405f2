/** Six sites of three kinds, their care of the last weeks, one order waiting for its permit. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import { GreenSite, GreenWork, GreenWorkProcess } from './index.ts';

type Kind = 'substation' | 'office' | 'outlet';
const SITES: readonly (readonly [name: string, kind: Kind, address: string, area: string, every: number, plants: string])[] = [
  ['城南变电站绿化带', 'substation', '城南 110 kV 变电站围墙内侧', '420.0', 30, '草坪、矮灌木（不高于 0.8 米）'], ['北郊变电站草坪', 'substation', '北郊 220 kV 变电站', '860.0', 30, '草坪'],
  ['办公主楼前庭', 'office', '公司主楼', '310.0', 15, '桂花、杜鹃、草坪'], ['后勤楼庭院', 'office', '后勤楼', '150.0', 15, '月季、女贞'],
  ['解放路营业厅花坛', 'outlet', '解放路 88 号', '36.0', 20, '时令草花'], ['新区营业厅门前', 'outlet', '新区大道 12 号', '28.5', 20, '时令草花'],
];

export async function demo(d: Demo): Promise<void> {
  const [zhao, loaded] = [d.actor('zhaoning'), d.now()];
  const at = (ago: number) => d.at(calendar.instantOf(calendar.addDays(d.today, -ago), '10:00', 'Asia/Shanghai').toISOString());
  at(60);
  const { sites } = await d.batch(zhao, async (tx) => ({
    sites: await Promise.all(SITES.map(([name, site_kind, address, area, care_every_days, plants]) => createRecord(tx, GreenSite, { name, site_kind, address, area, care_every_days, plants, contractor: '绿源园林养护队', unit_id: d.unit('LC') }))),
  }));
  for (const [ago, which, works, fen] of [[40, [0, 1], ['mow', 'clear'], 68_000], [24, [2, 3], ['prune', 'water'], 32_000], [12, [4, 5], ['plant', 'water'], 18_500], [9, [2], ['mow', 'feed'], 26_000]] as const) {
    at(ago);
    await d.batch(zhao, async (tx) => {
      for (const i of which) {
        const day = calendar.addDays(d.today, -ago);
        const permit = SITES[i]![1] === 'substation' ? { permit_no: `DBP-${1180 + i}`, permit_from: day, permit_to: calendar.addDays(day, 2), guardian: '周立' } : {};
        const { id } = await createRecord(tx, GreenWork, { site: sites[i]!.id, works: [...works], planned_on: day, workers: '刘师傅等三人', ...permit });
        await takeStep(tx, GreenWorkProcess, id, 'begin', {});
        await takeStep(tx, GreenWorkProcess, id, 'finish', { cost: fen + i * 1_000, photos: null, remark: null });
        await takeStep(tx, GreenWorkProcess, id, 'accept', { good: true, remark: null }, { signatures: [d.sign('acceptor', '赵宁')] });
      }
      return {};
    });
  }
  d.at(loaded.toISOString());
  await d.create(GreenWork, zhao, { site: sites[0]!.id, works: ['mow', 'pests'], planned_on: calendar.addDays(d.today, 1), workers: '刘师傅等三人' });
}
