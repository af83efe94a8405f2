/**
 * Offences that begin at a warning (首犯口头警告与首犯书面警告的违纪行为).
 * CC-ORAL-1 to CC-ORAL-13, CC-WRIT-1 to CC-WRIT-9.
 */
import { ANYWHERE, type Clause, offence } from '../clause.rules.ts';

export const ORAL: readonly Clause[] = [
  offence('CC-ORAL-1', 'oral', 'dress', [154, 154], [
    '着装不合公司要求，情节严重。',
    'Dress that does not meet the dress code of the company, serious.',
  ], { grade: 'serious', grades: { light: 'CC-IIP-4', ordinary: 'CC-IIP-4', serious: 'CC-ORAL-1' } }),
  offence('CC-ORAL-2', 'oral', 'absence', [156, 156], [
    '无故缺勤 1 天。',
    'Absent without leave for 1 day.',
  ], { zones: ANYWHERE, figures: { days: 1 } }),
  offence('CC-ORAL-3', 'oral', 'noise', [158, 158], [
    '在办公区域吵闹或弄出噪音，情节严重。',
    'Loud talk or noise in the office area, serious.',
  ], { zones: ['work-area'], grade: 'serious', grades: { light: 'CC-IIP-5', ordinary: 'CC-IIP-5', serious: 'CC-ORAL-3' } }),
  offence('CC-ORAL-4', 'oral', 'smoking', [160, 160], [
    '在办公区域抽烟。',
    'Smoking in the office area.',
  ], { zones: ['work-area'] }),
  offence('CC-ORAL-5', 'oral', 'eating', [162, 162], [
    '在公司内不是指定的用餐地点进餐，情节严重。',
    'Eating inside the company outside the designated places, serious.',
  ], {
    zones: ['work-area', 'smoking-room', 'passage', 'shared-area'], grade: 'serious',
    grades: { light: { parameter: 'eating.ordinary' }, ordinary: { parameter: 'eating.ordinary' }, serious: 'CC-ORAL-5' },
  }),
  offence('CC-ORAL-6', 'oral', 'leaving-post', [164, 164], [
    '未获许可离开岗位，或上班时间私自办私事、四处闲逛。',
    'Leaving the post, or doing private business or strolling about in working time, without permission.',
  ]),
  offence('CC-ORAL-7', 'oral', 'insult', [166, 166], [
    '在公共场所用侮辱的言语对待其他任何员工。',
    'Insulting any other employee with abusive words in a public place.',
  ]),
  offence('CC-ORAL-8', 'oral', 'property', [168, 168], [
    '浪费公司资源、滥用公司设施设备并造成损坏。',
    'Wasting company resources or misusing facilities or equipment so that damage is done.',
  ], { money: ['CC-FINE-4'] }),
  offence('CC-ORAL-9', 'oral', 'idling', [170, 170], [
    '上班时睡觉、看小说（手机小说和电子书也算）、上无关网站或做其他与工作无关的事。',
    'Sleeping at work, reading novels (on the phone or as e-books too), browsing unrelated sites or doing other things that are not work.',
  ]),
  offence('CC-ORAL-10', 'oral', 'customer-venting', [172, 172], [
    '在工作区域宣泄对客户的情绪，例如骂客户、摔扔耳机。',
    'Venting against customers in the work area, such as cursing a customer or throwing and smashing a headset.',
  ], { zones: ['work-area'], money: ['CC-FINE-2'] }),
  offence('CC-ORAL-11', 'oral', 'concealment', [174, 174], [
    '明知其他员工违纪却不报告。',
    'Knowing of another employee\'s violation and not reporting it.',
  ]),
  offence('CC-ORAL-12', 'oral', 'pay-secrecy', [176, 176], [
    '不遵守薪酬保密，后果严重。',
    'Breach of pay secrecy with serious consequences.',
  ], { zones: ANYWHERE, grade: 'serious', grades: { light: null, ordinary: null, serious: 'CC-ORAL-12' } }),
  offence('CC-ORAL-13', 'oral', 'phone', [176, 178], [
    '在服务中心内打或接私人电话；手机通话只能到中心以外；中心的电话只办公事，私事可用休息室的电话，但不可久占。',
    'Making or taking private calls inside the service centre; mobile calls only outside the centre; centre phones are for work, private matters may use the rest-room phone, not for too long.',
  ]),
];

export const WRITTEN: readonly Clause[] = [
  offence('CC-WRIT-1', 'written', 'proxy-sign', [182, 182], [
    '替别人或叫别人替自己签到、签出。',
    'Signing in or out for somebody else, or having it done for oneself.',
  ]),
  offence('CC-WRIT-2', 'written', 'task-delay', [182, 182], [
    '到了主管定下的日期没有完成任务，又说不出合理原因。',
    'A task not finished by the date the supervisor set, and no reasonable explanation for it.',
  ]),
  offence('CC-WRIT-3', 'written', 'visitor', [184, 184], [
    '公司没有同意就私下接待来访者。',
    'Receiving private visitors without the approval of the company.',
  ]),
  offence('CC-WRIT-4', 'written', 'property', [186, 186], [
    '故意毁坏公司财产、信息或同事的财物。',
    'Deliberately damaging company property, information or a colleague\'s belongings.',
  ]),
  offence('CC-WRIT-5', 'written', 'quality', [188, 188], [
    '无法胜任工作或效率低下，严重拖累个人和团队的进度。',
    'Not up to the job or inefficient, seriously holding back one\'s own and the team\'s progress.',
  ], { legalTrack: ['不能胜任在劳动法上走培训、调岗程序，不是违纪', 'incapacity goes through training or transfer in labour law; it is not misconduct'] }),
  offence('CC-WRIT-6', 'written', 'schedule', [190, 190], [
    '不肯配合班务安排或岗位调动。',
    'Refusing shift arrangements or a transfer to another post.',
  ]),
  offence('CC-WRIT-7', 'written', 'complaint', [192, 192], [
    '因态度恶劣或工作差错遭客户投诉，使公司受到损失。',
    'A customer complaint caused by a bad attitude or an error at work, with a loss to the company.',
  ]),
  offence('CC-WRIT-8', 'written', 'identity', [194, 196], [
    '把门卡、公司证件或设备借给无权使用的人，或用他人身份进行未经授权的访问。',
    'Lending the badge, company credentials or equipment to somebody not entitled, or using another person\'s identity for unauthorised access.',
  ], { zones: ANYWHERE }),
  offence('CC-WRIT-9', 'written', 'confidentiality', [198, 198], [
    '泄露或丢失公司保密信息，使公司受害。',
    'Harming the company by leaking or losing confidential information.',
  ], { zones: ANYWHERE }),
];
