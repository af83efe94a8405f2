/**
 * Texts of the demo organisation's governing documents (演示文本): worded here, not taken from any document; the organisation edits its own.
 * Only three of the ten special rules are named by their subject in the requirements; the other seven titles are suggestions. Serves FS-0.3, FS-1.3, FS-2.1.
 */
export interface Text { readonly code: string; readonly title: string; readonly kind: 'plan_book' | 'responsibility_letter' | 'regional_guarantee' | 'service_system' | 'resolution'; readonly decided_by: string; readonly decided_on: string; readonly body: string }

export const DOCUMENTS: readonly Text[] = [
  { code: 'CHS-2026', title: '2026 年度服务工作策划书', kind: 'plan_book', decided_by: '集团经营会', decided_on: '2025-12-18', body: '一、本年服务工作以六个区域服务部就近到场为主，基地提供技术与配件支持。\n二、指令、回执、报告三单相符方可结案。\n三、每月核算服务费用，超出定额的类别须说明原因。' },
  { code: 'FWTX', title: '服务运行体系', kind: 'service_system', decided_by: '售后服务总部', decided_on: '2025-12-20', body: '一、用户来电由基地受理，下达服务指令至所属区域。\n二、区域经理派员，技术员到场后先做安全确认，再开始作业。\n三、完工由用户确认，回执三日内送回基地。\n四、基地核实后计分，按日上报集团。' },
  { code: 'ZRS-2026', title: '售后服务责任书', kind: 'responsibility_letter', decided_by: '售后服务总部', decided_on: '2025-12-25', body: '本人确认并承诺：\n一、接到指令后按约定时间到场，不能按时的提前告知用户和调度。\n二、到场先确认安全条件，不具备条件不作业。\n三、如实填写服务报告与配件使用，不虚报、不漏报。\n四、爱护名下保管的仪器、工具和车辆，交接双方签字。\n五、不向用户索取财物，不作职责之外的承诺。' },
  { code: 'BZS-2026', title: '区域服务保证书', kind: 'regional_guarantee', decided_by: '售后服务总部', decided_on: '2025-12-25', body: '本区域服务部向基地保证：\n一、辖区内的应急服务随叫随到，全年有人值守。\n二、每件指令有人负责，回执和报告齐全。\n三、仪器工具配齐，件件有专人保管。\n四、全年不发生人身与交通责任事故。' },
  { code: 'HY-BJ', title: '北京会议决议', kind: 'resolution', decided_by: '北京会议', decided_on: '2025-11-12', body: '一、服务队伍实行岗位等级评定。\n二、自三月起在各区域集中培训用户与服务人员。' },
  { code: 'HY-SF', title: '神风战役会议决议', kind: 'resolution', decided_by: '神风战役会议', decided_on: '2025-12-02', body: '一、冬季保供期间应急服务优先派工。\n二、区域之间人员、车辆、工具可由基地统一调用。' },
];

/** Document → relation → document it concerns. */
export const LINKS = [
  ['CHS-2026', 'carries_out', 'HY-BJ'], ['FWTX', 'carries_out', 'CHS-2026'], ['ZRS-2026', 'details', 'FWTX'], ['BZS-2026', 'details', 'FWTX'], ['HY-SF', 'cites', 'FWTX'],
] as const;

export const TEN_RULES: readonly (readonly [title: string, body: string])[] = [
  ['服务人员资格管理制度', '持证上岗；新到人员先跟班，经评定取得等级后方可单独到场。'],
  ['服务安全管理制度', '到场先确认隔离、泄压、断电和监护；条件不具备不作业，并报区域经理。'],
  ['服务绩效管理制度', '以核实的指令计分；虚报的冲回并通报。'],
  ['服务指令与回执管理制度', '无指令不到场；完工三日内送回回执，缺一件不结案。'],
  ['服务报告与资料管理制度', '报告当日完成，附照片与读数；认证后只能补充，不能更改。'],
  ['配件领用与旧件返还管理制度', '按指令领用，换下的旧件随回执返还；能修的先修。'],
  ['仪器工具保管管理制度', '每件有专人保管，交接双方签字，计量器具按期检定。'],
  ['车辆使用与行车安全管理制度', '派车有单，出车前检查；疲劳、酒后不得驾驶。'],
  ['服务费用管理制度', '费用按类别核算，单据齐全方可报销；超定额的须事先说明。'],
  ['用户沟通与投诉处理管理制度', '投诉当日受理，指定专人；办结后回访，同一用户再次投诉的升级处理。'],
];
