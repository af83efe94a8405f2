/**
 * Demo people (演示员工): 29 in field service by branch (FS-1.1), agents 1001 to 1024, the VIP centre, logistics, and the offices.
 * All names are invented; long minority names, rare and compound surnames are there because real staff lists have them.
 */
import { createRecord, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Employee, EmployeeAssignment } from './employee.ts';

interface Team { readonly unit: string; readonly prefix: string; readonly first: number; readonly title: string; readonly people: string; readonly signIns?: { readonly [name: string]: readonly [login: string, title: string] } }

const FIELD_SERVICE: readonly Team[] = [
  { unit: 'FS', prefix: 'F', first: 101, title: '技术支持', people: '段飞 聂文博 宗敏 佟丽娟', signIns: { 段飞: ['duanfei', '调度员'], 聂文博: ['niewenbo', '中心经理'], 宗敏: ['zongmin', '库管'] } },
  { unit: 'FS-EC', prefix: 'F', first: 201, title: '技术员', people: '顾杨 钮学勤 芮国平 郏建明 禤伟杰 戚少华', signIns: { 顾杨: ['guyang', '区域经理'], 钮学勤: ['niuxueqin', '技术员'] } },
  {
    unit: 'FS-XJ', prefix: 'F', first: 301, title: '技术员', people: '买买提·艾山 阿卜杜热合曼·麦麦提依明 古丽努尔·买买提 叶尔肯·努尔别克 代建军',
    signIns: { '买买提·艾山': ['maimaiti', '区域经理'], '叶尔肯·努尔别克': ['yeerken', '技术员'] },
  },
  { unit: 'FS-NE', prefix: 'F', first: 401, title: '技术员', people: '韩雪 赫连志刚 关振国 鄂洪涛 那顺 金成哲 初明远 逄伟 兰海波', signIns: { 韩雪: ['hanxue', '区域经理'], 关振国: ['guanzhenguo', '技术员'] } },
  { unit: 'FS-NC', prefix: 'F', first: 501, title: '技术员', people: '田野 郗宏亮', signIns: { 田野: ['tianye', '区域经理'] } },
  { unit: 'FS-NW', prefix: 'F', first: 601, title: '技术员', people: '白云 妥生俊', signIns: { 白云: ['baiyun', '区域经理'] } },
  { unit: 'FS-SW', prefix: 'F', first: 701, title: '区域经理', people: '向城', signIns: { 向城: ['xiangcheng', '区域经理'] } },
];
const INBOUND: Team = {
  unit: 'CC-IN', prefix: '', first: 1001, title: '坐席',
  people: '欧阳娜 尉迟琳 昝蕾 缑晓雯 逯洋 仝静 厍春燕 靳冬梅 令狐颖 单雯 阿依努尔·吐尔逊江 扎西旺堆 亓官晓 粟倩 郜燕 冼慧敏', signIns: { 欧阳娜: ['ouyangna', '坐席'] },
};
const OUTBOUND: Team = { unit: 'CC-OB', prefix: '', first: 1017, title: '坐席', people: '迪丽拜尔·阿卜力米提 巴特尔 邓思琪 何佳怡 闫晓燕 乜红 皇甫晴 龚雨桐' };
const OTHERS: readonly Team[] = [
  INBOUND, OUTBOUND,
  { unit: 'CC-IN', prefix: 'C', first: 1, title: '线路主管', people: '苏琳', signIns: { 苏琳: ['sulin', '线路主管'] } },
  { unit: 'CC', prefix: 'C', first: 2, title: '质检员', people: '秦岚 吴静', signIns: { 秦岚: ['qinlan', '中心经理'], 吴静: ['wujing', '考勤员'] } },
  {
    unit: 'VIP', prefix: 'V', first: 1, title: '客服专员', people: '李妍 周宇 何强 高敏 温如玉 呼延雪 谌佳宁 曾晓彤',
    signIns: { 李妍: ['liyan', '客服专员'], 周宇: ['zhouyu', '客服专员'], 何强: ['heqiang', '当班主管'], 高敏: ['gaomin', '客服经理'] },
  },
  {
    unit: 'LC', prefix: 'H', first: 1, title: '后勤员', people: '赵宁 库宝山 母春梅 呙国栋 操胜利 车援朝 区惠芳 荣升 胡珊 祝丽华 卞晓光 闵捷 柴进军 毕文静 席慧',
    signIns: {
      赵宁: ['zhaoning', '总务处'], 库宝山: ['kubaoshan', '物资保管员'], 母春梅: ['muchunmei', '报修员'], 呙国栋: ['guoguodong', '维修工'], 区惠芳: ['ouhuifang', '房产管理员'], 荣升: ['rongsheng', '后勤主任'],
      车援朝: ['cheyuanchao', '车辆调度员'], 操胜利: ['caoshengli', '驾驶员'], 胡珊: ['hushan', '中心经理'], 祝丽华: ['zhulihua', '劳资员'], 卞晓光: ['bianxiaoguang', '教育网员'], 闵捷: ['minjie', '信息员'], 柴进军: ['chaijinjun', '标准化专责'],
      毕文静: ['biwenjing', '计划专责'], 席慧: ['xihui', '证件专员'],
    },
  },
  {
    unit: 'YL', prefix: 'Y', first: 1, title: '职员', people: '罗文 方华 陈立 许薇 童广 金磊',
    signIns: { 罗文: ['luowen', '人事'], 方华: ['fanghua', '财务'], 陈立: ['admin', '管理员'], 许薇: ['xuwei', '管理部职员'], 童广: ['tongguang', '质检员'], 金磊: ['jinlei', '供应员'] },
  },
];

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-01T01:30:00Z');
  await d.batch(d.actor('luowen'), async (tx) => {
    for (const team of [...FIELD_SERVICE, ...OTHERS]) await hire(d, tx, team);
    return {};
  });
}

async function hire(d: Demo, tx: Tx, team: Team): Promise<void> {
  for (const [i, name] of team.people.split(' ').entries()) {
    const [login, title] = team.signIns?.[name] ?? [];
    const takesCalls = team === INBOUND || team === OUTBOUND;
    const hired_on = `20${12 + Math.floor(d.random() * 12)}-${String(1 + Math.floor(d.random() * 12)).padStart(2, '0')}-01`;
    const { id } = await createRecord(tx, Employee, {
      staff_no: `${team.prefix}${String(team.first + i).padStart(team.prefix === '' ? 4 : 3, '0')}`, name, job_title: title ?? team.title, hired_on,
      ...(login === undefined ? {} : { app_user: d.actor(login).id }), ...(takesCalls ? { line: d.unit(team.unit) } : {}), unit_id: d.unit(team.unit),
    });
    if (takesCalls) await assign(d, tx, id, name, hired_on, team.unit);
  }
}

/** One agent was moved from the phones to quality: from that day on no headset is asked for (CG-28). */
async function assign(d: Demo, tx: Tx, employee: string, name: string, valid_from: string, unit: string): Promise<void> {
  const moved = name === '仝静';
  await createRecord(tx, EmployeeAssignment, { employee, place: d.unit(unit), takes_calls: true, valid_from, ...(moved ? { valid_to: '2025-10-31' } : {}) });
  if (moved) await createRecord(tx, EmployeeAssignment, { employee, place: d.unit('CC'), takes_calls: false, valid_from: '2025-11-01' });
}
