/**
 * What the printed code asks to be looked at (守则中的检查项): one line for each sentence, with the offence it may become. Where the code
 * prints no level, a finding is recorded and nothing else (CG-22); advice is no offence at all (CG-24).
 * Serves CC-1.2a to CC-1.12b, CC-2.1a to CC-2.3, CC-4.2a, CC-4.2b.
 */
export interface SourceItem { readonly rule: string; readonly list: 'round' | 'end_of_shift'; readonly text: string; readonly text_en: string; readonly subject: 'place' | 'person'; readonly offence: string | null; readonly advice: boolean }

const round = (rule: string, subject: SourceItem['subject'], text: string, text_en: string, offence: string | null = null, advice = false): SourceItem => ({ rule, list: 'round', subject, text, text_en, offence, advice });
const closing = (rule: string, text: string, text_en: string): SourceItem => ({ rule, list: 'end_of_shift', subject: 'place', text, text_en, offence: null, advice: false });

export const SOURCE_ITEMS: readonly SourceItem[] = [
  round('CC-1.2a', 'place', '打印机上没有遗留打印件', 'No printed pages left at the printer'),
  round('CC-1.2b', 'place', '打印机、传真机旁没有客户资料或价格资料', 'No customer or price documents at the printer or fax'),
  round('CC-1.6b', 'place', '离席座椅已推回', 'Chairs pushed back when people leave'),
  round('CC-1.8', 'place', '工作区与休息室清洁，用餐后无残留', 'Work area and rest room clean, nothing left after eating'),
  round('CC-1.9a', 'place', '桌面整洁，只有工作物品', 'Desks tidy, work items only'),
  round('CC-1.10', 'person', '只用旋盖杯饮水', 'Drinks only from a cup with a screw lid'),
  round('CC-1.12b', 'person', '当值时不饮酒', 'No alcohol while on duty'),
  round('CC-2.1a', 'person', '头发整洁，不染多色或怪异颜色', 'Hair clean, not dyed in several or odd colours'),
  round('CC-2.1b', 'person', '男员工发长适中、每日剃须', 'Men: hair not too long, shaved daily', null, true),
  round('CC-2.2', 'person', '女员工宜淡妆', 'Women: light make-up suggested', null, true),
  round('CC-2.3', 'person', '着装符合当天规定', 'Dress as laid down for the day', 'CC-IIP-4'),
  round('CC-ACT-1', 'person', '接线时佩戴耳麦', 'Headset worn while taking calls', 'CC-ACT-1'),
  round('CC-ACT-2', 'person', '私人通讯设备已静音', 'Private devices silent', 'CC-ACT-2'),
  round('CC-1.11a', 'person', '工作区不用手机', 'No mobile phone in the work area', 'CC-ACT-5'),
  round('CC-IIP-2', 'person', '进出随手关门', 'Door closed when passing', 'CC-IIP-2'),
  round('CC-IIP-3', 'person', '工作时间不在中心进食', 'No eating in the centre in working time', 'CC-IIP-3'),
  round('CC-1.5.1', 'person', '不大声喧哗，含休息室', 'No loud noise, rest room included', 'CC-IIP-5'),
  round('CC-1.12a', 'person', '只在吸烟室吸烟', 'Smoking in the smoking room only', 'CC-ORAL-4'),
  closing('CC-1.9b', '桌面除工作设备外无私人物品', 'No private items on desks but work equipment'),
  closing('CC-1.9c', '耳麦挂在隔板挂钩上', 'Headsets on the partition hooks'),
  closing('CC-4.2a', '责任区电源已关，电脑与显示器已关，桌面已清', 'Power of the area off, computers and monitors shut down, desks clear'),
  closing('CC-4.2b', '客户文件已收存上锁', 'Customer documents locked away'),
];
