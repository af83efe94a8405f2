/** The demo organisation's units and the people who sign in there; employees without a sign-in come with the modules. */
import { Unit } from '../kernel/access/organisation.ts';
import type { Tx } from '../kernel/database/tx.ts';
import { createRecord } from '../kernel/register/write.ts';

export const DEMO_UNITS: readonly (readonly [code: string, name: string, kind: 'organisation' | 'centre' | 'branch' | 'line', parent: string | null])[] = [
  ['YL', '云岭服务集团', 'organisation', null], ['CC', '客户联络中心', 'centre', 'YL'], ['CC-IN', '热线一线', 'line', 'CC'], ['CC-OB', '回访组', 'line', 'CC'],
  ['FS', '售后服务总部', 'centre', 'YL'], ['FS-NE', '东北服务部', 'branch', 'FS'], ['FS-XJ', '新疆服务部', 'branch', 'FS'], ['FS-EC', '华东服务部', 'branch', 'FS'],
  ['FS-NC', '华北服务部', 'branch', 'FS'], ['FS-NW', '西北服务部', 'branch', 'FS'], ['FS-SW', '西南服务部', 'branch', 'FS'],
  ['LC', '后勤服务中心', 'centre', 'YL'], ['VIP', '星河会贵宾服务中心', 'centre', 'YL'],
];

interface Person { readonly login: string; readonly name: string; readonly role: string; readonly unit: string; readonly shown?: true }
export const DEMO_PEOPLE: readonly Person[] = [
  { login: 'admin', name: '陈立', role: 'administrator', unit: 'YL', shown: true },
  { login: 'liyan', name: '李妍', role: 'vip_agent', unit: 'VIP', shown: true },
  { login: 'zhouyu', name: '周宇', role: 'vip_agent', unit: 'VIP' },
  { login: 'sunwei', name: '孙薇', role: 'vip_agent', unit: 'VIP' },
  { login: 'jiangnan', name: '江楠', role: 'vip_agent', unit: 'VIP' },
  { login: 'mabaoguo', name: '马保国', role: 'guard', unit: 'VIP' },
  { login: 'linxi', name: '林溪', role: 'front_desk', unit: 'VIP' },
  { login: 'tianrong', name: '田蓉', role: 'service_supervisor', unit: 'VIP' },
  { login: 'luohao', name: '罗浩', role: 'network_admin', unit: 'VIP' },
  { login: 'heqiang', name: '何强', role: 'duty_supervisor', unit: 'VIP', shown: true },
  { login: 'gaomin', name: '高敏', role: 'vip_manager', unit: 'VIP', shown: true },
  { login: 'liuqing', name: '柳青', role: 'vip_director', unit: 'VIP', shown: true },
  { login: 'guyue', name: '古月', role: 'team_leader', unit: 'VIP' },
  { login: 'yanzheng', name: '严正', role: 'operations_gm', unit: 'YL' },
  { login: 'zhaoning', name: '赵宁', role: 'general_affairs', unit: 'YL' },
  { login: 'shuyi', name: '舒怡', role: 'company_doctor', unit: 'YL' },
  { login: 'rongsheng', name: '荣升', role: 'logistics_head', unit: 'LC', shown: true },
  { login: 'muchunmei', name: '母春梅', role: 'repair_clerk', unit: 'LC', shown: true },
  { login: 'guoguodong', name: '呙国栋', role: 'repair_worker', unit: 'LC' },
  { login: 'miaofangfang', name: '苗芳芳', role: 'canteen_keeper', unit: 'LC' },
  { login: 'kubaoshan', name: '库宝山', role: 'store_clerk', unit: 'LC', shown: true },
  { login: 'ouhuifang', name: '区惠芳', role: 'estate_clerk', unit: 'LC' },
  { login: 'zhulihua', name: '祝丽华', role: 'wages_clerk', unit: 'LC' },
  { login: 'bianxiaoguang', name: '卞晓光', role: 'training_clerk', unit: 'LC' },
  { login: 'minjie', name: '闵捷', role: 'info_clerk', unit: 'LC' },
  { login: 'chaijinjun', name: '柴进军', role: 'standards_owner', unit: 'LC' },
  { login: 'biwenjing', name: '毕文静', role: 'plan_owner', unit: 'LC' },
  { login: 'xihui', name: '席慧', role: 'certificate_clerk', unit: 'LC' },
  { login: 'fanghua', name: '方华', role: 'finance', unit: 'YL', shown: true },
  { login: 'sulin', name: '苏琳', role: 'line_supervisor', unit: 'CC-IN', shown: true },
  { login: 'qinlan', name: '秦岚', role: 'centre_manager', unit: 'CC', shown: true },
  { login: 'ouyangna', name: '欧阳娜', role: 'agent', unit: 'CC-IN', shown: true },
  { login: 'dinghong', name: '丁虹', role: 'payroll', unit: 'YL' },
  { login: 'luowen', name: '罗文', role: 'hr', unit: 'YL' },
  { login: 'wujing', name: '吴静', role: 'attendance_clerk', unit: 'CC' },
  { login: 'hushan', name: '胡珊', role: 'centre_manager', unit: 'LC' },
  { login: 'cheyuanchao', name: '车援朝', role: 'vehicle_dispatcher', unit: 'LC', shown: true },
  { login: 'caoshengli', name: '操胜利', role: 'driver', unit: 'LC' },
  { login: 'duanfei', name: '段飞', role: 'dispatcher', unit: 'FS', shown: true },
  { login: 'hanxue', name: '韩雪', role: 'branch_manager', unit: 'FS-NE' },
  { login: 'maimaiti', name: '买买提·艾山', role: 'branch_manager', unit: 'FS-XJ' },
  { login: 'guyang', name: '顾杨', role: 'branch_manager', unit: 'FS-EC' },
  { login: 'tianye', name: '田野', role: 'branch_manager', unit: 'FS-NC' },
  { login: 'baiyun', name: '白云', role: 'branch_manager', unit: 'FS-NW' },
  { login: 'xiangcheng', name: '向城', role: 'branch_manager', unit: 'FS-SW' },
  { login: 'niewenbo', name: '聂文博', role: 'centre_manager', unit: 'FS' },
  { login: 'guanzhenguo', name: '关振国', role: 'technician', unit: 'FS-NE', shown: true },
  { login: 'yeerken', name: '叶尔肯·努尔别克', role: 'technician', unit: 'FS-XJ' },
  { login: 'niuxueqin', name: '钮学勤', role: 'technician', unit: 'FS-EC' },
  { login: 'zongmin', name: '宗敏', role: 'storekeeper', unit: 'FS' },
  { login: 'xuwei', name: '许薇', role: 'management_office', unit: 'YL' },
  { login: 'tongguang', name: '童广', role: 'quality_control', unit: 'YL' },
  { login: 'jinlei', name: '金磊', role: 'supply', unit: 'YL' },
];

export async function makeDemoUnits(tx: Tx): Promise<{ [code: string]: string }> {
  const made: { [code: string]: string } = {};
  for (const [code, name, kind, parent] of DEMO_UNITS) {
    const unit = await createRecord(tx, Unit, {
      code, name, unit_kind: kind, parent: parent ? made[parent]! : null, zone: parent ? null : 'Asia/Shanghai', day_starts: code === 'VIP' ? '08:00' : parent ? null : '00:00',
    });
    made[code] = unit.id;
  }
  return made;
}
