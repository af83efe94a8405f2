/**
 * The club's money in one ledger (会所账): where it lies, and what is owed to holders of cards. Both halves move together: a
 * deposit puts money into a till (against `prepaid`) and principal onto a card (against `owed`), so what `prepaid` says and
 * what the cards hold prove each other. Tills and cards never fall below zero. Serves section 4.2, I1 to I3, I9.
 */
import { defineLedger } from '../../../kernel/index.ts';

export const ClubCash = defineLedger('club_cash', {
  label: ['会所资金', 'Club cash'],
  unit: ['分', 'fen'],
  accounts: {
    finance_cash: { label: ['财务现金', 'Cash at finance'], stored: true },
    bank: { label: ['银行', 'Bank'] },
    till: { label: ['班次收银', 'Till of a shift'], per: 'shift', floor: 0 },
    prepaid: { label: ['预收款', 'Prepaid by members'] },
    advance: { label: ['待入卡款', 'Received, not on a card yet'] },
    owed: { label: ['应付持卡人', 'Owed to card holders'] },
    principal: { label: ['卡内本金', 'Principal'], per: 'member_card', floor: 0 },
    bonus: { label: ['卡内赠送', 'Bonus'], per: 'member_card', floor: 0 },
    promo_contra: { label: ['赠送在外', 'Bonus granted'] },
    income_card_fee: { label: ['卡费收入', 'Card fees'] },
    income_room: { label: ['包厢收入', 'Room income'] },
    income_other: { label: ['其他收入', 'Other income'] },
  },
  movements: {
    card_fee_cash: { label: ['卡费，现金', 'Card fee, cash'], from: 'income_card_fee', to: 'till' },
    card_fee_bank: { label: ['卡费，非现金', 'Card fee, other'], from: 'income_card_fee', to: 'bank' },
    card_fee_back_cash: { label: ['退卡费，现金', 'Card fee back, cash'], from: 'till', to: 'income_card_fee' },
    card_fee_back_bank: { label: ['退卡费，非现金', 'Card fee back, other'], from: 'bank', to: 'income_card_fee' },
    advance_cash: { label: ['预收首存，现金', 'First deposit received, cash'], from: 'advance', to: 'till' },
    advance_bank: { label: ['预收首存，非现金', 'First deposit received, other'], from: 'advance', to: 'bank' },
    advance_back_cash: { label: ['退还首存，现金', 'First deposit back, cash'], from: 'till', to: 'advance' },
    advance_back_bank: { label: ['退还首存，非现金', 'First deposit back, other'], from: 'bank', to: 'advance' },
    advance_applied: { label: ['首存转入卡', 'First deposit onto the card'], from: 'prepaid', to: 'advance' },
    deposit_cash: { label: ['储值，现金', 'Deposit, cash'], from: 'prepaid', to: 'till' },
    deposit_bank: { label: ['储值，非现金', 'Deposit, other'], from: 'prepaid', to: 'bank' },
    deposit_credited: { label: ['储值入卡', 'Deposit'], from: 'owed', to: 'principal' },
    bonus_granted: { label: ['赠送', 'Bonus'], from: 'promo_contra', to: 'bonus' },
    spend_earned: { label: ['储值消费收入', 'Earned from cards'], from: 'income_room', to: 'prepaid' },
    spend_principal: { label: ['消费，本金', 'Spent from principal'], from: 'principal', to: 'owed' },
    spend_bonus: { label: ['消费，赠送', 'Spent from bonus'], from: 'bonus', to: 'promo_contra' },
    refund_cash: { label: ['退款，现金', 'Refund, cash'], from: 'finance_cash', to: 'prepaid' },
    refund_bank: { label: ['退款，银行', 'Refund, bank'], from: 'bank', to: 'prepaid' },
    refund_debited: { label: ['退还本金', 'Principal refunded'], from: 'principal', to: 'owed' },
    bonus_cancelled: { label: ['赠送作废', 'Bonus cancelled'], from: 'bonus', to: 'promo_contra' },
    till_to_finance: { label: ['交财务', 'To finance'], from: 'till', to: 'finance_cash' },
  },
  read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'],
});
