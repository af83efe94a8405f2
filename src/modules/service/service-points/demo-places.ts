/**
 * Where the demo's orders were carried out: sites of the customers register by branch, and the seven jobs that the period's summary names (FS-5.11).
 * What the register does not hold yet is entered, so that the demo of this module stands by itself.
 */
import { createRecord, tables, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Customer, Site } from '../customers/index.ts';

export interface Place { readonly customer: string; readonly site: string }

const SITES: { readonly [region: string]: readonly string[] } = {
  NE: ['北岭采油厂', '松河采气厂', '雁窝岭油田'], XJ: ['沙泉采油厂', '棚山作业区', '戈壁东采气厂'], EC: ['望湖采油一厂', '青堤采油厂', '临滩油田'],
  NC: ['长洼油田', '白沟道供热公司'], NW: ['黄峁采油厂', '石梁采气厂'], SW: ['云峡采气厂'],
};
const STATIONS = ['一号站', '联合站', '集气站'];

export interface Named {
  readonly region: string; readonly type: 'EMER' | 'MAINT'; readonly customer: string; readonly site: string;
  readonly content: string; readonly result: string; readonly remainder?: string;
}
export const NAMED: readonly Named[] = [
  { region: 'XJ', type: 'EMER', customer: '吐哈油田', site: '三唐湖采油厂', content: '分离器投产调试指标不达标', result: '调整液位与压力设定，指标合格' },
  {
    region: 'XJ', type: 'EMER', customer: '塔里木油田', site: '牙哈装车北站', content: '2300 kW 加热炉渗漏', result: '停炉查漏，渗漏点已临时封堵',
    remainder: '渗漏点待备件到货后更换盘管，仍在处理',
  },
  { region: 'NE', type: 'EMER', customer: '吉林油田', site: '扶余采油厂', content: '3000J 加热炉盘管清洗', result: '化学清洗并冲洗干净，恢复运行' },
  { region: 'NE', type: 'MAINT', customer: '采气分公司', site: '采气分公司', content: '按维保合同进行本期维护', result: '按合同项目逐台维护，记录已交用户' },
  { region: 'EC', type: 'EMER', customer: '中原油田', site: '采油五厂庆祖中转站', content: '加热炉盘管渗漏', result: '现场指导用户修复，复压不漏' },
  { region: 'EC', type: 'EMER', customer: '中原油田', site: '采油一厂文一联', content: '1600J 加热炉故障', result: '更换点火变压器，运行正常' },
  { region: 'NC', type: 'MAINT', customer: '北京奥体中心', site: '能源处', content: 'GL07-01 锅炉烟道固定件松脱', result: '重新固定烟道，故障排除' },
];

/** Sites by region, and those of the named jobs by their name. */
export async function demoPlaces(d: Demo, tx: Tx): Promise<{ readonly of: { readonly [region: string]: readonly Place[] }; readonly named: { readonly [site: string]: Place } }> {
  const named: { [site: string]: Place } = {};
  for (const n of NAMED) named[n.site] = await placeNamed(tx, n.customer, n.site, d.unit(`FS-${n.region}`));
  const of: { [region: string]: Place[] } = {};
  const taken = new Set(Object.values(named).map((p) => p.site));
  for (const [region, customers] of Object.entries(SITES)) {
    const unit = d.unit(`FS-${region}`);
    const known = await tables(tx, Site).selectFrom('site').select(['id', 'customer']).where('tenant_id', '=', tx.tenantId).where('unit_id', '=', unit).orderBy('number').execute();
    of[region] = known.filter((s) => !taken.has(s.id)).map((s) => ({ customer: s.customer, site: s.id }));
    if (of[region]!.length > 0) continue;
    for (const customer of customers) for (const station of STATIONS) of[region]!.push(await placeNamed(tx, customer, station, unit));
  }
  return { of, named };
}

async function placeNamed(tx: Tx, customerName: string, siteName: string, branch: string): Promise<Place> {
  const db = tables(tx, Customer, Site);
  const customer = (await db.selectFrom('customer').select('id').where('tenant_id', '=', tx.tenantId).where('name', '=', customerName).executeTakeFirst())
    ?? await createRecord(tx, Customer, { name: customerName, kind: customerName.includes('油') ? 'oilfield' : 'other', branch });
  const site = (await db.selectFrom('site').select('id').where('tenant_id', '=', tx.tenantId).where('customer', '=', customer.id).where('name', '=', siteName).executeTakeFirst())
    ?? await createRecord(tx, Site, { customer: customer.id, name: siteName, branch });
  return { customer: customer.id, site: site.id };
}
