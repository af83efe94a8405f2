/**
 * Conduct at the workplace (工作场所行为规范): ethics, documents, noise, tidiness, phones, smoking, things lent to staff.
 * CC-1.1 to CC-1.14c.
 */
import { type Clause, rule } from '../clause.rules.ts';

export const WORKPLACE: readonly Clause[] = [
  rule('CC-1.1', [24, 24], [
    '员工须恪守职业操守，对同事和客户都要尊重。',
    'Staff keep to professional ethics and treat colleagues and customers with respect.',
  ]),
  rule('CC-1.2a', [26, 26], [
    '打印出来的文件要尽早取走，保持打印机周围整洁。',
    'Printed documents are collected as early as possible so that the printer area stays clean.',
  ]),
  rule('CC-1.2b', [26, 28], [
    '载有客户资料或价格资料的文件，任何时候都不得留在打印机、传真机旁。',
    'Documents with customer or price details must never be left lying at the printer or the fax machine.',
  ]),
  rule('CC-1.3', [30, 30], [
    '不得在工作区域宣泄对客户的情绪，例如骂客户、摔扔耳机。',
    'No venting against customers in the work area, such as cursing a customer or throwing and smashing a headset.',
  ], { zones: ['work-area'], sanctions: ['CC-ORAL-10'] }),
  rule('CC-1.4a', [32, 34], [
    '外部客户直接走进呼叫中心提出的业务，呼叫中心人员一律不办；服务只走中心规定的渠道。',
    'Call-centre staff handle no business that an external customer brings in person; service is given through the channels the centre has laid down.',
  ]),
  rule('CC-1.4b', [34, 34], [
    '“外部客户”指所有不属于呼叫中心的人，CSE、维修代表、仓库人员也在其内。',
    '"External" means everyone who does not belong to the call centre, including CSE, repair representatives and warehouse staff.',
  ]),
  rule('CC-1.5', [36, 36], ['在公司内言行须合乎职业形象。', 'Inside the company everyone keeps up a professional image.']),
  rule('CC-1.5.1', [38, 38], [
    '不得高声吵闹，休息室也一样。',
    'No loud noise, and that includes the rest room.',
  ], { zones: ['work-area', 'rest-room', 'passage', 'shared-area'], sanctions: ['CC-IIP-5', 'CC-ORAL-3'] }),
  rule('CC-1.5.2', [40, 40], ['举止不得过于亲密或随便。', 'No over-intimate or careless behaviour.']),
  rule('CC-1.6a', [42, 42], [
    '上班、下班、吃饭、休息时及时把工作状态牌翻到相应一面。',
    'At the start and end of work, for meals and for breaks the status board is turned to the right side in good time.',
  ], { sanctions: ['CC-ACT-3'] }),
  rule('CC-1.6b', [42, 42], ['离座时把椅子推回原处。', 'The chair is pushed back when leaving the seat.']),
  rule('CC-1.7', [44, 44], [
    '爱护公共财物；办公用品不得带出公共区域。',
    'Common property is treated with care; office items are not taken out of the common area.',
  ]),
  rule('CC-1.8', [46, 48], [
    '工作环境和休息室随时保持干净；在休息室吃完东西，要归位椅子、收走残余食物，不得乱丢。',
    'Work area and rest room stay clean at all times; after eating in the rest room, put the chair back and clear away leftovers.',
  ], { zones: ['work-area', 'rest-room'] }),
  rule('CC-1.9a', [50, 50], [
    '桌面时刻整齐，只放工作用得着的东西。',
    'The desk is tidy at all times and holds only things needed for work.',
  ]),
  rule('CC-1.9b', [50, 52], [
    '下班后桌上只留电话、电脑、键盘、鼠标、文件等工作设备，私人物品一律收走。',
    'After work only phone, computer, keyboard, mouse, documents and other work equipment remain on the desk; private things are taken away.',
  ]),
  rule('CC-1.9c', [52, 52], ['耳机挂在隔板的挂钩上。', 'The headset hangs on the hook of the partition.']),
  rule('CC-1.10', [54, 54], [
    '喝水只用有盖、盖子能拧紧的杯子。',
    'Staff drink only from a cup with a lid that screws tight.',
  ]),
  rule('CC-1.11a', [56, 56], [
    '工作区域内不准用手机，打电话、发短信都不行。',
    'No mobile phone in the work area, neither for calls nor for text messages.',
  ], { zones: ['work-area'], sanctions: ['CC-ACT-5', 'CC-IIP-7', 'CC-ORAL-13'] }),
  rule('CC-1.11b', [56, 56], [
    '遇到急电，在线路忙闲允许时可到休息区接听。',
    'An urgent call may be taken in the rest area when the load of the line permits.',
  ], { zones: ['rest-room'], sanctions: ['CC-ORAL-13'] }),
  rule('CC-1.12a', [58, 58], [
    '除公司指定的吸烟室外，工作场所和休息室都不准抽烟。',
    'No smoking in the workplace or the rest room; only in the smoking rooms the company has designated.',
  ], { zones: ['work-area', 'rest-room'], sanctions: ['CC-ORAL-4'] }),
  rule('CC-1.12b', [58, 60], ['当值期间不准喝含酒精的饮品。', 'No alcoholic drinks while on duty.']),
  rule('CC-1.13a', [62, 62], [
    '爱惜设备和工具，电脑系统按正确步骤操作。',
    'Equipment and tools are treated with care, computer systems operated by the correct steps.',
  ]),
  rule('CC-1.13b', [62, 62], ['任何设置未经许可不得改动。', 'No setting may be changed without authority.']),
  rule('CC-1.14a', [64, 64], [
    '工作用品要妥善保管，一旦遗失马上报告上级。',
    'Things issued for work are kept safe; a loss is reported to the superior at once.',
  ]),
  rule('CC-1.14b', [64, 66], [
    '门卡遗失，赔偿 150 至 250 元。',
    'A lost badge is compensated with 150 to 250 yuan.',
  ], { sanctions: ['CC-FINE-3'], figures: { from_yuan: 150, to_yuan: 250 } }),
  rule('CC-1.14c', [66, 66], [
    '储物柜、抽屉的钥匙遗失，赔偿该钥匙（未写金额）。',
    'A lost key of a locker or a drawer is compensated (no amount is stated).',
  ], { sanctions: ['CC-FINE-3'] }),
];
