/** The templates of duties in English: what is still as it was loaded is shown so to an English reader; what somebody wrote stays as written. Serves TEA-2, TEA-3. */
const ENGLISH: { readonly [zh: string]: string } = {
  业务受理: 'Applications', '受理新装、增容、过户、销户申请，一次告知所需资料': 'Take in applications for new supply, more capacity, change of holder and closing; say at once which papers are needed',
  受理员: 'Application clerk', 中心经理: 'Centre manager', 每次发生时: 'Each time', 受理登记: 'Register of applications', 按答复时限送达供电方案: 'Deliver the supply proposal within the time promised',
  方案送达签收: 'Signed receipt of the proposal', 计量与指标: 'Metering and indicators', '按周期抄表，异常电量当日复核': 'Read meters by their cycle; check unusual readings the same day', 计量员: 'Metering clerk',
  每月: 'Monthly', 抄表记录: 'Meter readings', '核算线损、均价、回收率等指标': 'Reckon line loss, average price and rate of payment', 核算员: 'Accounts clerk', 指标报表: 'Report of indicators',
  计量装置轮换与检定: 'Rotate and verify meters', 每季: 'Quarterly', 轮换单: 'Rotation slip', 售电开票: 'Invoicing of power sales',
  按抄表电量计算电费并开具发票: 'Reckon the charge from the readings and invoice it', 财务: 'Finance', 发票存根: 'Invoice counterfoils',
  差错电费退补须两人复核: 'Refunds and corrections of charges are checked by two people', 退补审批单: 'Approved correction', 窗口: 'Counter',
  '进驻事项一窗受理，限时办结': 'All matters taken in at one counter and finished within their time', 窗口负责人: 'Head of the counter', 每日: 'Daily', 办件台账: 'Register of matters', 督办: 'Follow-up',
  '临期件提醒，逾期件督办': 'Remind of what falls due, press what is overdue', 督办员: 'Follow-up clerk', 督办单: 'Follow-up slip', 评价: 'Opinions',
  '办结评价汇总，差评回访': 'Collect opinions on finished matters; call back where they are poor', 评价员: 'Opinions clerk', 每周: 'Weekly', 回访记录: 'Record of call-backs', 摊位: 'Stalls',
  摊位出租与证照核验: 'Let stalls and check licences', 市场管理员: 'Market keeper', 核验表: 'Checklist of licences', 秩序: 'Order',
  '巡查计量、卫生与消防': 'Rounds for weights and measures, hygiene and fire safety', 巡查员: 'Inspector', 巡查记录: 'Record of rounds', 投诉: 'Complaints',
  受理消费投诉并调解: 'Take in consumers’ complaints and mediate', 调解书: 'Settlement signed by both', 登记: 'Registration', 失业与求职登记: 'Register unemployment and people looking for work',
  登记员: 'Registrar', 登记表: 'Registration form', 招聘: 'Recruitment', '组织招聘会，统计达成': 'Hold job fairs and count what came of them', 招聘专员: 'Recruitment officer',
  招聘会小结: 'Summary of the fair', 培训: 'Training', 职业培训补贴审核: 'Check claims for training subsidies', 审核员: 'Checking clerk', 审核表: 'Checked form', 组织生活: 'Party life',
  会议与学习按期召开: 'Meetings and study held on time', 党建专员: 'Party-building officer', 签到与纪要: 'Attendance and minutes', 发展: 'Admission', 发展对象材料审核: 'Check the papers of candidates',
  审核记录: 'Record of the check', 服务: 'Service', 志愿服务登记与公示: 'Register and publish volunteer service', 志愿专员: 'Volunteer officer', 公示表: 'Published list', 报账: 'Claims',
  报销单据审核与支付: 'Check and pay expense claims', 会计: 'Accountant', 出纳: 'Cashier', 凭证: 'Vouchers', 预算: 'Budget',
  部门预算编制与执行分析: 'Draw up department budgets and analyse how they are kept', 预算专员: 'Budget officer', 执行分析: 'Analysis', 档案: 'Files',
  会计档案整理移交: 'Put accounting files in order and hand them over', 每年: 'Yearly', 移交清册: 'Hand-over list', 招商: 'Investment', 项目线索登记与跟进: 'Register and follow leads',
  项目专员: 'Project officer', 项目台账: 'Register of projects', 企业服务: 'Services to companies', '走访企业，问题交办': 'Visit companies and pass on their problems', 走访记录: 'Record of visits',
  统计: 'Statistics', 经济指标汇总上报: 'Collect and file economic indicators', 统计员: 'Statistician', 报表: 'Report', 每半年: 'Half-yearly',
};
/** In: a text, and the language it is read in (0 中文, 1 English). */
export const inLanguage = (lang: 0 | 1, text: string): string => (lang === 1 ? ENGLISH[text] ?? text : text);
