/**
 * Offences for which the printed page names dismissal without notice (可解除劳动关系的行为). The engine only opens a review.
 * CC-DIS-1 to CC-DIS-21. Numbers 6 to 21 were printed apart from their texts and are put together again by meaning (CG-01).
 */
import { ANYWHERE, type Clause, offence } from '../clause.rules.ts';

const rebuilt = { confidence: 'reconstructed' } as const;
const rebuiltAnywhere = { ...rebuilt, zones: ANYWHERE } as const;

export const DISMISSAL: readonly Clause[] = [
  offence('CC-DIS-1', 'dismissal', 'violence', [202, 202], [
    '威胁、恐吓同事或妨碍同事。',
    'Threatening, intimidating or obstructing a colleague.',
  ]),
  offence('CC-DIS-2', 'dismissal', 'indecency', [204, 204], ['做出下流或违背道德的行为。', 'Indecent or immoral acts.']),
  offence('CC-DIS-3', 'dismissal', 'violence', [206, 206], [
    '在公司里酗酒、打架或赌博。',
    'Drunkenness, fighting or gambling inside the company.',
  ]),
  offence('CC-DIS-4', 'dismissal', 'violence', [208, 208], [
    '在公司里持有危险武器、爆炸物品或违法物品。',
    'Holding dangerous weapons, explosives or illegal goods inside the company.',
  ]),
  offence('CC-DIS-5', 'dismissal', 'strike', [210, 210], [
    '煽动同事发起或参与罢工、怠工。',
    'Inciting colleagues to hold or join a strike or go-slow.',
  ], { zones: ANYWHERE, legalTrack: ['集体停工、怠工涉及工会与集体协商，不按普通违纪处理', 'collective stoppages concern the union and bargaining; not handled as ordinary misconduct'] }),
  offence('CC-DIS-6', 'dismissal', 'absence', [232, 232], [
    '连续 3 天旷工，或一个月内旷工达 6 天及以上（6 天包含在内）。',
    'Absent without leave 3 days in a row, or 6 days or more in a month (the 6th included).',
  ], { ...rebuiltAnywhere, figures: { consecutive_days: 3, days_in_month: 6 } }),
  offence('CC-DIS-7', 'dismissal', 'compete', [232, 232], [
    '直接或间接兼任与公司有竞争的业务。',
    'Part-time work, direct or indirect, in a business that competes with the company.',
  ], rebuiltAnywhere),
  offence('CC-DIS-8', 'dismissal', 'pay-secrecy', [232, 232], [
    '不遵守薪酬保密，后果严重（与 CC-ORAL-12 用词相同）。',
    'Breach of pay secrecy with serious consequences (same words as CC-ORAL-12).',
  ], { ...rebuiltAnywhere, grade: 'serious', grades: { light: null, ordinary: null, serious: 'CC-DIS-8' } }),
  offence('CC-DIS-9', 'dismissal', 'forgery', [232, 232], [
    '伪造公司记录或其他文件，或向公司提供假信息，为个人谋利，情节严重。',
    'Forging company records or other documents, or giving the company false information, for personal gain, serious.',
  ], {
    ...rebuiltAnywhere, grade: 'serious', money: ['CC-FINE-5'],
    grades: { light: { parameter: 'forgery.ordinary' }, ordinary: { parameter: 'forgery.ordinary' }, serious: 'CC-DIS-9' },
  }),
  offence('CC-DIS-10', 'dismissal', 'theft', [232, 232], [
    '擅自占用、侵吞公司财物。',
    'Misappropriating money or property of the company.',
  ], rebuiltAnywhere),
  offence('CC-DIS-11', 'dismissal', 'media', [232, 232], [
    '没有授权而在公开场合或媒体上发布公司信息。',
    'Publishing company information in public or in the media without authority.',
  ], rebuiltAnywhere),
  offence('CC-DIS-12', 'dismissal', 'crime', [232, 232], ['触犯刑法。', 'Committing a crime.'], rebuiltAnywhere),
  offence('CC-DIS-13', 'dismissal', 'theft', [232, 232], ['盗窃。', 'Theft.'], rebuiltAnywhere),
  offence('CC-DIS-14', 'dismissal', 'forgery', [232, 232], ['个人资料造假。', 'Giving false personal details.'], rebuiltAnywhere),
  offence('CC-DIS-15', 'dismissal', 'contract', [232, 232], [
    '合同期满后，没有在公司定的时间内续签。',
    'Not renewing the employment contract within the time set by the company after it ran out.',
  ], { ...rebuiltAnywhere, legalTrack: ['合同期满不续签是合同事务，不是违纪', 'not renewing a contract is a matter of contract, not misconduct'] }),
  offence('CC-DIS-16', 'dismissal', 'dual-employment', [232, 232], [
    '同时受雇于另一单位，对本职造成严重影响，或公司要求改正而不改。',
    'Holding a second employment that seriously affects the work here, or that is not given up after the company asked.',
  ], { ...rebuiltAnywhere, legalTrack: ['双重劳动关系另有法定条件，先由人事核对', 'a second employment has its own conditions in law; HR checks them first'] }),
  offence('CC-DIS-17', 'dismissal', 'media', [232, 232], [
    '没有授权而借媒体平台谋取商业利益或社会关系。',
    'Using media platforms for business gain or social connections without authority.',
  ], rebuiltAnywhere),
  offence('CC-DIS-18', 'dismissal', 'media', [232, 232], [
    '未作声明，在社交网络上借公司员工身份谋取个人利益。',
    'Using one\'s identity as an employee on social networks for personal gain without declaring it.',
  ], rebuiltAnywhere),
  offence('CC-DIS-19', 'dismissal', 'media', [232, 232], ['发布与工作有关的假消息。', 'Publishing false information about work.'], rebuiltAnywhere),
  offence('CC-DIS-20', 'dismissal', 'media', [232, 232], [
    '没有授权而在工作之外使用公司的标识、名称或图片。',
    'Using the symbols, name or pictures of the company outside work without authority.',
  ], rebuiltAnywhere),
  offence('CC-DIS-21', 'dismissal', 'confidentiality', [232, 232], [
    '私下透露与公司有关的任何员工、客户或供应商的信息。',
    'Privately disclosing any information about employees, customers or suppliers of the company.',
  ], rebuiltAnywhere),
];
