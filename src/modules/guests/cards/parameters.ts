/** What the rules of cards leave to the house: prices, the fee for a new card, and the two open questions that block selling. Serves VIP-8.2 to VIP-8.4, G9, G10, G24, G25. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const StudentPrice = defineParameter('cards.student_price', {
  label: ['学生卡售价', 'Price of a student card'],
  help: ['规章只写有学生卡，没有写价格；定价之前学生卡不能上架，也不能办理', 'The rules name a student card without a price; until it is set none can be put on sale or sold'],
  field: f.money('元', 'Yuan'), source: 'G24',
  suggestion: { value: 10_000, why: ['会员卡 200 元的一半', 'Half of the membership card’s 200 yuan'] },
  blocks: ['学生卡上架与办理', 'Selling student cards'], writeBy: ['vip_manager'],
});

export const MemberPrice = defineParameter('cards.member_price', {
  label: ['会员卡售价', 'Price of a membership card'],
  help: ['卡种上没有单独写售价时用这个价格', 'Used where the product itself carries no price'],
  field: f.money('元', 'Yuan'), source: 'VIP-8.3', default: 20_000, writeBy: ['vip_manager'],
});

export const FirstDeposit = defineParameter('cards.first_deposit', {
  label: ['储值卡首次储值', 'First deposit on a stored-value card'],
  help: ['办理储值卡时至少存入的金额', 'The least that is paid in when a stored-value card is opened'],
  field: f.money('元', 'Yuan'), source: 'VIP-8.4', default: 300_000, writeBy: ['vip_manager'],
});

export const FeeKind = defineParameter('cards.fee_kind', {
  label: ['售卡款的性质', 'What the price of a card is'],
  help: ['工本费记入收入；预存则转为卡内本金，可以消费', 'A fee is income; a preload becomes principal on the card and can be spent'],
  field: f.choice('性质', 'Kind', { fee: ['工本费', 'Fee'], preload: ['预存', 'Preload'] }), source: 'G10', default: 'fee', writeBy: ['vip_manager'],
});

export const ReissueFee = defineParameter('cards.reissue_fee', {
  label: ['补卡工本费', 'Fee for a re-issued card'],
  help: ['挂失后补办新卡收取；为零则不收', 'Taken when a lost card is replaced; nothing when zero'],
  field: f.money('元', 'Yuan'), source: 'G25', default: 1_000, writeBy: ['vip_manager'],
});

export const GoldThreshold = defineParameter('cards.gold_threshold', {
  label: ['金卡门槛', 'Threshold of the gold tier'],
  help: ['规章只写储值卡可以升级金卡，没有写门槛；确定之前储值卡不能上架，也没有人升为金卡', 'The rules promise gold without naming a threshold; until it is set stored-value cards are not put on sale and nobody becomes gold'],
  field: f.money('元', 'Yuan', { min: 1 }), source: 'G9',
  suggestion: { value: 1_000_000, why: ['贵宾门槛 3,000 元的三倍多，按累计储值', 'Somewhat more than three times the VIP threshold, by deposits added up'] },
  blocks: ['储值卡上架、升级金卡', 'Selling stored-value cards, the gold tier'], writeBy: ['vip_manager'],
});
