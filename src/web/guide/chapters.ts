/**
 * The chapters of the user guide (docs/guide): one for a job that people do. Every module belongs to one of them, every page of the
 * shell's own too; which section speaks of which page stands in the chapter itself.
 */
import type { Label } from '../../kernel/api.ts';

export type Part = 'everybody' | 'administration' | 'guests' | 'people' | 'service' | 'estate' | 'money';
export interface Chapter {
  readonly name: string;
  readonly part: Part;
  readonly label: Label;
  readonly modules?: readonly string[];
  /** First parts of addresses of the shell: 'audit' for /audit. '' is the first page. */
  readonly pages?: readonly string[];
}

export const PARTS: { readonly [part in Part]: Label } = {
  everybody: ['人人都用', 'For everybody'],
  administration: ['管理员', 'Administration'],
  guests: ['会员与来宾', 'Guests'],
  people: ['人员', 'People'],
  service: ['售后服务', 'After-sales service'],
  estate: ['后勤', 'Estate'],
  money: ['经费', 'Money'],
};

export const CHAPTERS: readonly Chapter[] = [
  { name: 'first-steps', part: 'everybody', label: ['第一天', 'The first day'], pages: ['', 'duties'] },
  { name: 'finding', part: 'everybody', label: ['找人、找单、找功能', 'Finding people, papers and actions'], pages: ['search', 'guide'] },
  { name: 'lists-and-records', part: 'everybody', label: ['列表与记录', 'Lists and records'], pages: ['slip', 'jobs'] },
  { name: 'import', part: 'everybody', label: ['从表格导入', 'Importing a table'], modules: ['imports'] },
  { name: 'sign-in', part: 'everybody', label: ['登录与账户', 'Signing in and your account'], pages: ['account'] },
  { name: 'notices', part: 'everybody', label: ['通知', 'Notices'], pages: ['notices', 'outlets'] },
  { name: 'organisation', part: 'administration', label: ['组织、人员与权限', 'Organisation, people and access'], modules: ['organisation', 'staff'], pages: ['access'] },
  { name: 'keeping-house', part: 'administration', label: ['参数、审计、备份与单据样式', 'Parameters, audit, backups and papers'], modules: ['ledgers'], pages: ['parameters', 'audit', 'house', 'papers'] },
  { name: 'lost-property', part: 'guests', label: ['遗留物品', 'Lost property'], modules: ['lost-property'] },
  { name: 'members', part: 'guests', label: ['会员、会员卡、入会与权益', 'Members, cards, joining and benefits'], modules: ['members', 'cards', 'joining', 'benefits', 'scripts'] },
  { name: 'points', part: 'guests', label: ['积分与礼品', 'Points and gifts'], modules: ['points'] },
  { name: 'stored-value', part: 'guests', label: ['储值与等级', 'Stored value and tiers'], modules: ['stored-value'] },
  { name: 'birthdays', part: 'guests', label: ['会员生日', 'Birthdays'], modules: ['birthdays'] },
  { name: 'rooms', part: 'guests', label: ['包厢、预订与账单', 'Rooms, bookings and bills'], modules: ['rooms', 'bills'] },
  { name: 'hand-over', part: 'guests', label: ['当班、交接与营业日志', 'Shifts, hand-over and the business log'], modules: ['shifts', 'hand-over', 'business-log', 'books'] },
  { name: 'complaints', part: 'guests', label: ['投诉、热线、外场与意见', 'Complaints, hotline, floor and opinions'], modules: ['complaints', 'calls', 'floor', 'opinions'] },
  { name: 'inspections', part: 'guests', label: ['抽查与整改', 'Inspections and rectification'], modules: ['inspections'] },
  { name: 'director', part: 'guests', label: ['主任工作、活动与职责落实', 'The director, campaigns and duty coverage'], modules: ['directorate', 'campaigns', 'coverage'] },
  { name: 'rulebook', part: 'people', label: ['守则', 'The rulebook'], modules: ['rulebook'] },
  { name: 'discipline', part: 'people', label: ['违纪、申诉与改进', 'Discipline, appeals and improvement'], modules: ['discipline', 'appeals', 'improvement', 'fairness'] },
  { name: 'attendance', part: 'people', label: ['考勤、电话日志与状态墙', 'Attendance, telephone log and status wall'], modules: ['attendance', 'phone-log', 'status-board'] },
  { name: 'leave', part: 'people', label: ['请假', 'Leave'], modules: ['leave'] },
  { name: 'rosters', part: 'people', label: ['排班与换班', 'Rosters and swaps'], modules: ['rosters'] },
  { name: 'workplace', part: 'people', label: ['工作现场、保管、来访与诉求', 'Workplace, custody, visitors and grievances'], modules: ['workplace', 'custody', 'safety'] },
  { name: 'look-ups', part: 'people', label: ['客户资料查询', 'Look-ups of customer data'], modules: ['look-ups'] },
  { name: 'pay', part: 'people', label: ['薪资、赔偿与扣款', 'Pay, compensation and deductions'], modules: ['pay', 'deductions'] },
  { name: 'policies', part: 'people', label: ['制度、责任书与培训', 'Documents in force, letters and training'], modules: ['policies', 'training'] },
  { name: 'leaving', part: 'people', label: ['离职', 'Leaving'], modules: ['leaving'] },
  { name: 'customers', part: 'service', label: ['客户、站点与设备', 'Customers, sites and equipment'], modules: ['customers', 'equipment'] },
  { name: 'orders', part: 'service', label: ['服务申请、指令与派工', 'Requests, orders and dispatch'], modules: ['requests', 'orders'] },
  { name: 'visits', part: 'service', label: ['技术员到访', 'The technician’s visit'], modules: ['visits'] },
  { name: 'service-reports', part: 'service', label: ['服务报告、回执与四率', 'Service reports, receipts and the four rates'], modules: ['service-reports', 'receipts'] },
  { name: 'service-points', part: 'service', label: ['服务积分', 'Service points'], modules: ['service-points'] },
  { name: 'parts', part: 'service', label: ['配件', 'Parts'], modules: ['parts'] },
  { name: 'contracts', part: 'service', label: ['合同、到货验收与维保', 'Contracts, acceptance and maintenance'], modules: ['contracts', 'acceptance', 'maintenance-contracts'] },
  { name: 'settlements', part: 'service', label: ['保外更换与结算', 'Out-of-warranty work and settlement'], modules: ['settlements'] },
  { name: 'satisfaction', part: 'service', label: ['满意度与用户投诉', 'Satisfaction and user complaints'], modules: ['surveys', 'user-complaints'] },
  { name: 'grading', part: 'service', label: ['岗位评定与仪器工具', 'Grading, instruments and tools'], modules: ['grading', 'tools'] },
  { name: 'work-reports', part: 'service', label: ['工作报告与工作总结', 'Work reports and the work summary'], modules: ['work-reports'] },
  { name: 'vehicles', part: 'estate', label: ['车辆、驾驶员与派车', 'Vehicles, drivers and trips'], modules: ['vehicles', 'drivers', 'trips', 'vehicle-costs', 'traffic-safety'] },
  { name: 'buildings', part: 'estate', label: ['房产与维修', 'Buildings and repairs'], modules: ['buildings', 'repairs'] },
  { name: 'assets', part: 'estate', label: ['固定资产与易耗品', 'Fixed assets and consumables'], modules: ['assets', 'consumables'] },
  { name: 'utilities', part: 'estate', label: ['水电气与费用', 'Utilities'], modules: ['utilities'] },
  { name: 'canteen', part: 'estate', label: ['食堂、绿化、医疗与会议', 'Canteen, greening, health and meetings'], modules: ['canteen', 'greening', 'medical', 'meetings'] },
  { name: 'certificates', part: 'estate', label: ['证件与劳保', 'Certificates and protective supplies'], modules: ['certificates', 'protective'] },
  { name: 'internal-affairs', part: 'estate', label: ['内部管理与中心文书', 'Internal affairs and documents of a centre'], modules: ['internal-affairs', 'centre-documents', 'house-rules'] },
  { name: 'budgets', part: 'money', label: ['预算与费用', 'Budgets and costs'], modules: ['budgets', 'expenses'] },
  { name: 'invoices', part: 'money', label: ['发票、备用金与会所资金', 'Invoices, petty cash and club cash'], modules: ['invoices', 'petty-cash', 'cash'] },
];

export const chapterNamed = (name: string): Chapter | undefined => CHAPTERS.find((one) => one.name === name);

interface Known { readonly name: string; readonly registers: readonly { readonly name: string }[]; readonly reports: readonly { readonly name: string }[] }
export interface Subject { readonly chapter: Chapter; /** As a section names it: '/r/lost_item'. */ readonly page: string }

/** Which chapter speaks of an address, whatever record of it is open. */
export function subjectOf(address: string, modules: readonly Known[]): Subject | undefined {
  const [first = '', second = '', third = ''] = address.split('/').slice(1);
  const page = first === 'p' ? `/p/${second}/${third}` : first === 'r' || first === 'report' ? `/${first}/${second}` : `/${first}`;
  const module = first === 'p' ? second
    : first === 'r' ? modules.find((one) => one.registers.some(({ name }) => name === second))?.name
      : first === 'report' ? modules.find((one) => one.reports.some(({ name }) => name === second))?.name : undefined;
  const chapter = CHAPTERS.find((one) => (module === undefined ? one.pages?.includes(first) : one.modules?.includes(module)));
  return chapter && { chapter, page };
}
