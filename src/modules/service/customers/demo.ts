/**
 * Demo of customers and sites: those that the source names among its main jobs (FS-5.11), and invented ones for every branch.
 * Positions are made up near the region, so that distances have something to work with.
 */
import { createRecord } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Customer, Site } from './customer.ts';

type Kind = 'oilfield' | 'gasfield' | 'heating' | 'building';
interface Company { readonly name: string; readonly kind: Kind; readonly contact: string; readonly at: readonly [latitude: number, longitude: number]; readonly sites: string; readonly address: string }

const PLACES: { readonly [branch: string]: readonly Company[] } = {
  'FS-NE': [
    { name: '吉林油田', kind: 'oilfield', contact: '杜春生', at: [45.18, 124.83], sites: '扶余采油厂', address: '吉林省松原市' },
    { name: '采气分公司', kind: 'gasfield', contact: '栾玉梅', at: [46.58, 125.1], sites: '采气分公司', address: '黑龙江省大庆市' },
    { name: '北岭采油厂', kind: 'oilfield', contact: '迟海峰', at: [46.2, 125.4], sites: '一号站 二号站 联合站', address: '黑龙江省' },
    { name: '松河采气厂', kind: 'gasfield', contact: '佟丽华', at: [45.6, 124.2], sites: '一号站 集气站', address: '吉林省' },
    { name: '雁窝岭油田', kind: 'oilfield', contact: '费永强', at: [46.9, 124.6], sites: '联合站 中转站 注水站', address: '黑龙江省' },
  ],
  'FS-XJ': [
    { name: '吐哈油田', kind: 'oilfield', contact: '郎建新', at: [44.0, 93.6], sites: '三唐湖采油厂', address: '新疆哈密市' },
    { name: '塔里木油田', kind: 'oilfield', contact: '赛力克·哈孜', at: [41.65, 83.2], sites: '牙哈装车北站', address: '新疆库车市' },
    { name: '沙泉采油厂', kind: 'oilfield', contact: '古海龙', at: [45.3, 84.9], sites: '一号站 联合站', address: '新疆' },
    { name: '棚山作业区', kind: 'oilfield', contact: '热依汗·玉素甫', at: [44.6, 85.6], sites: '一号站 计量间', address: '新疆' },
    { name: '戈壁东采气厂', kind: 'gasfield', contact: '柴志远', at: [44.9, 88.1], sites: '集气站', address: '新疆' },
  ],
  'FS-EC': [
    { name: '中原油田', kind: 'oilfield', contact: '谷庆云', at: [35.76, 115.03], sites: '采油五厂庆祖中转站 采油一厂文一联', address: '河南省濮阳市' },
    { name: '望湖采油一厂', kind: 'oilfield', contact: '翁启明', at: [37.4, 118.5], sites: '一号站 三号站 联合站', address: '山东省' },
    { name: '青堤采油厂', kind: 'oilfield', contact: '伏广林', at: [37.8, 118.9], sites: '二号站 中转站', address: '山东省' },
    { name: '临滩油田', kind: 'oilfield', contact: '滕跃进', at: [38.0, 118.6], sites: '联合站 注水站', address: '山东省' },
  ],
  'FS-NC': [
    { name: '北京奥体中心', kind: 'building', contact: '相里文', at: [39.99, 116.39], sites: '能源处', address: '北京市朝阳区' },
    { name: '长洼油田', kind: 'oilfield', contact: '鞠秀兰', at: [38.7, 116.1], sites: '一号站 五号站 联合站', address: '河北省' },
    { name: '白沟道供热公司', kind: 'heating', contact: '解建军', at: [39.1, 115.9], sites: '东站 西站', address: '河北省' },
  ],
  'FS-NW': [
    { name: '黄峁采油厂', kind: 'oilfield', contact: '惠延军', at: [36.6, 107.9], sites: '一号站 三号站 联合站', address: '甘肃省' },
    { name: '石梁采气厂', kind: 'gasfield', contact: '折建国', at: [37.6, 108.8], sites: '集气站 二号站', address: '陕西省' },
  ],
  'FS-SW': [{ name: '云峡采气厂', kind: 'gasfield', contact: '税小琴', at: [30.6, 106.1], sites: '集气站 一号站', address: '四川省' }],
};
const SHORT: { readonly [name: string]: string } = { 北京奥体中心: '奥体中心', 白沟道供热公司: '白沟道供热', 望湖采油一厂: '望湖一厂' };

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-01T02:30:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    let n = 0;
    for (const [branch, companies] of Object.entries(PLACES)) {
      for (const { name, kind, contact, at, sites, address } of companies) {
        n++;
        const { id } = await createRecord(tx, Customer, {
          name, kind, contact, address, branch: d.unit(branch), contact_phone: `139${String(31_000_000 + n * 70_117).slice(0, 8)}`, ...(SHORT[name] ? { short_name: SHORT[name] } : {}),
        });
        for (const [i, site] of sites.split(' ').entries()) {
          await createRecord(tx, Site, {
            customer: id, name: site, branch: d.unit(branch), address, latitude: (at[0] + i * 0.11).toFixed(6), longitude: (at[1] + i * 0.17).toFixed(6),
            ...(i === 0 ? { contact, contact_phone: `139${String(31_000_000 + n * 70_117).slice(0, 8)}` } : {}),
            ...(kind === 'building' ? {} : { access_notes: '进站先登记，接受入场安全教育，穿防静电工服' }),
          });
        }
      }
    }
    return {};
  });
}
