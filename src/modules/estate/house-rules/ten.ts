/**
 * The ten sentences of article 4 that say “make and implement” (制定及落实), each as one management rule with the interval at which it is
 * checked that it is kept. Texts are suggestions, worded here, for the organisation to edit. Serves LOG-1.6, 1.10, 2.3, 2.7, 3.4, 3.8, 4.4, 5.4, 6.4, 8.3.
 */
import type { Label } from '../../../kernel/index.ts';

export interface HouseRule {
  readonly statement: string;
  readonly code: string;
  readonly title: Label;
  readonly every: 'month' | 'quarter' | 'half_year';
  readonly text: string;
}

export const TEN: readonly HouseRule[] = [
  { statement: 'LOG-1.6', code: 'HQ-CL', title: ['车辆管理制度', 'Vehicle rules'], every: 'quarter', text: '一、用车须申请，按行程远近分级批准，凭派车单出车。\n二、每次收车登记里程、油费和路桥费。\n三、保养按里程或日期先到者办理，证件到期前三十日续办。' },
  { statement: 'LOG-1.10', code: 'HQ-JT', title: ['交通安全管理制度', 'Traffic-safety rules'], every: 'month', text: '一、每月组织一次交通安全学习，全体驾驶员签到。\n二、违法行为由本人确认或申辩后考核，并予通报。\n三、驾驶员连续驾驶四小时须休息，饮酒后不得驾驶。' },
  { statement: 'LOG-2.3', code: 'HQ-FW', title: ['房屋使用管理制度', 'Rules for the use of buildings'], every: 'quarter', text: '一、房屋使用须申请，双方验房签交接单。\n二、不得改变用途和结构；退房时查验。\n三、产权证照与图纸归档，借阅登记。' },
  { statement: 'LOG-2.7', code: 'HQ-WX', title: ['房屋维修管理制度', 'Repair rules'], every: 'quarter', text: '一、报修一律登记，按急修、小修、零修分级派工。\n二、维修单两联，报修人验收签字并评分。\n三、工程维修须有施工日志，几方验收签字后结算。' },
  { statement: 'LOG-3.4', code: 'HQ-ZC', title: ['固定资产管理制度', 'Rules for fixed assets'], every: 'quarter', text: '一、购置先申请后采购，验收入账贴标签。\n二、每件有保管人，调动时交接。\n三、每年盘点一次，报废须批准。' },
  { statement: 'LOG-3.8', code: 'HQ-DZ', title: ['低值易耗品管理制度', 'Rules for consumables'], every: 'quarter', text: '一、按定额领用，领用人签字。\n二、入库按批计价，发出先进先出。\n三、每季盘点，差异说明原因。' },
  { statement: 'LOG-4.4', code: 'HQ-CW', title: ['内部财务流程管理制度', 'Internal financial process'], every: 'quarter', text: '一、资金使用先有预算，后有申请。\n二、超预算的另行批准。\n三、付款后十日内结算，月末关账。' },
  { statement: 'LOG-5.4', code: 'HQ-ST', title: ['食堂管理制度', 'Canteen rules'], every: 'month', text: '一、采购验收，不合格的当场退货。\n二、每餐留样并记录保留到何时。\n三、每日晨检，每周卫生检查。' },
  { statement: 'LOG-6.4', code: 'HQ-LH', title: ['绿化管理制度', 'Greening rules'], every: 'quarter', text: '一、按地块定养护周期，完工须验收。\n二、变电站内作业凭工作票，监护人在场。' },
  { statement: 'LOG-8.3', code: 'HQ-TJ', title: ['员工体检管理制度', 'Rules for check-ups'], every: 'half_year', text: '一、在职员工每年体检一次，名单按花名册生成。\n二、结果密封，只有公司医生可看。\n三、需复查的由医生跟踪到底。' },
];
