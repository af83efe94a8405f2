/**
 * Duty lists of the other kinds of service centre (职责模板): suggestions to start from, worded here and marked as not from the source, which only
 * names the centres and cuts off their texts. Serves TEA-2, TEA-3.
 */
import type { Label } from '../../../kernel/index.ts';

export const TEMPLATES = {
  power: ['供电客户服务中心', 'Customer service centre (electricity)'], government: ['政务服务中心', 'Government service centre'], market: ['市场管理服务中心', 'Market management centre'], employment: ['就业服务中心', 'Employment service centre'],
  party: ['党建服务中心', 'Party-building service centre'], finance: ['财务服务中心', 'Finance service centre'], economy: ['经济发展服务中心', 'Economic development service centre'],
} as const satisfies { readonly [template: string]: Label };
export type Template = keyof typeof TEMPLATES;

type Row = readonly [section: string, words: string, owner: string, deputy: string, frequency: string, evidence: string];
const M = '中心经理';
export const DUTIES: { readonly [T in Template]: readonly Row[] } = {
  power: [
    ['业务受理', '受理新装、增容、过户、销户申请，一次告知所需资料', '受理员', M, '每次发生时', '受理登记'], ['业务受理', '按答复时限送达供电方案', '受理员', M, '每次发生时', '方案送达签收'],
    ['计量与指标', '按周期抄表，异常电量当日复核', '计量员', M, '每月', '抄表记录'], ['计量与指标', '核算线损、均价、回收率等指标', '核算员', M, '每月', '指标报表'], ['计量与指标', '计量装置轮换与检定', '计量员', M, '每季', '轮换单'],
    ['售电开票', '按抄表电量计算电费并开具发票', '核算员', '财务', '每月', '发票存根'], ['售电开票', '差错电费退补须两人复核', '核算员', '财务', '每次发生时', '退补审批单'],
  ],
  government: [['窗口', '进驻事项一窗受理，限时办结', '窗口负责人', M, '每日', '办件台账'], ['督办', '临期件提醒，逾期件督办', '督办员', M, '每日', '督办单'], ['评价', '办结评价汇总，差评回访', '评价员', M, '每周', '回访记录']],
  market: [['摊位', '摊位出租与证照核验', '市场管理员', M, '每月', '核验表'], ['秩序', '巡查计量、卫生与消防', '巡查员', '市场管理员', '每日', '巡查记录'], ['投诉', '受理消费投诉并调解', '市场管理员', M, '每次发生时', '调解书']],
  employment: [['登记', '失业与求职登记', '登记员', M, '每次发生时', '登记表'], ['招聘', '组织招聘会，统计达成', '招聘专员', M, '每月', '招聘会小结'], ['培训', '职业培训补贴审核', '审核员', M, '每月', '审核表']],
  party: [['组织生活', '会议与学习按期召开', '党建专员', M, '每月', '签到与纪要'], ['发展', '发展对象材料审核', '党建专员', M, '每季', '审核记录'], ['服务', '志愿服务登记与公示', '志愿专员', '党建专员', '每月', '公示表']],
  finance: [['报账', '报销单据审核与支付', '会计', '出纳', '每日', '凭证'], ['预算', '部门预算编制与执行分析', '预算专员', '会计', '每月', '执行分析'], ['档案', '会计档案整理移交', '会计', '预算专员', '每年', '移交清册']],
  economy: [['招商', '项目线索登记与跟进', '项目专员', M, '每周', '项目台账'], ['企业服务', '走访企业，问题交办', '项目专员', M, '每月', '走访记录'], ['统计', '经济指标汇总上报', '统计员', M, '每月', '报表']],
};
