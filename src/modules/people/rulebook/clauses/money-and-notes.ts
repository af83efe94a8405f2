/**
 * Fines and compensation, closing notes and effect (罚款与赔款、附注、生效).
 * CC-FINE-1 to CC-FINE-5, CC-NOTE-1, CC-NOTE-2, CC-EFF-1, CC-EFF-2.
 */
import { type Clause, fine, note } from '../clause.rules.ts';

export const MONEY: readonly Clause[] = [
  fine('CC-FINE-1', 'fine', [212, 212], [
    '迟到、早退满 2 次即罚款，金额见另行的罚款规定（未附）。',
    'Arriving late or leaving early reaching 2 times is fined; the amount is in a separate fine regulation that was not supplied.',
  ], { figures: { times: 2 } }),
  fine('CC-FINE-2', 'compensation', [214, 214], [
    '人为弄坏耳机（未写金额）。',
    'A headset damaged by human cause (no amount is stated).',
  ]),
  fine('CC-FINE-3', 'compensation', [216, 216], [
    '门卡遗失赔偿人民币 30 元；储物柜钥匙遗失，赔偿该钥匙。',
    'A lost badge is compensated with 30 RMB; a lost locker key is compensated.',
  ], { figures: { badge_yuan: 30 } }),
  fine('CC-FINE-4', 'compensation', [218, 218], [
    '浪费公司资源、滥用公司设施设备并造成损坏。',
    'Wasting company resources or misusing facilities or equipment so that damage is done.',
  ]),
  fine('CC-FINE-5', 'compensation', [220, 220], [
    '伪造公司记录或其他文件，或向公司提供假信息，使公司利益受损或借此获取个人利益。',
    'Forging company records or other documents, or giving the company false information, so that the company suffers a loss or for personal gain.',
  ], { confidence: 'reconstructed' }),
];

export const NOTES: readonly Clause[] = [
  note('CC-NOTE-1', [224, 226], [
    '所列行为并未穷尽；性质相近的事，视情节轻重处理。',
    'The list is not exhaustive; matters of a similar nature are handled by how serious they are.',
  ]),
  note('CC-NOTE-2', [228, 230], [
    '违纪对公司的品质、信誉等有负面影响时，由线路主管视情节定处罚，不以上列条款为限。',
    'If a breach harms the quality or reputation of the company, the line supervisor sets the penalty by its seriousness, not bound by the clauses above.',
  ]),
  note('CC-EFF-1', [232, 232], ['守则由公司解释。', 'The company interprets this code.']),
  note('CC-EFF-2', [232, 232], ['各项规定从公布那天起生效。', 'Everything in it is in force from the day of publication.']),
];
