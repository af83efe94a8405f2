/** Hand-made pages of money: the budget against actual, and the check of a typed total. */
import { BudgetPage } from './budget.tsx';
import { CheckPage } from './check.tsx';

export const pages = { budget: BudgetPage, check: CheckPage };
