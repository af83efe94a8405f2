/** Contract ledger (合同台账): sales contracts, whether they are posted to the service ledger, whether the goods have left. Front door of the module. */
import { defineModule } from '../../../kernel/index.ts';
import { ContractLedgerPage } from './ledger-page.ts';
import { ContractLedgerStatus, READERS } from './ledger-status.ts';
import { ContractFulfilment } from './reports.ts';
import { ContractStatusChange, SalesContract, SalesContractProcess } from './sales-contract.ts';

export { contractFigures } from './figures.ts';
export { ContractLedgerStatus } from './ledger-status.ts';
export { ContractStatusChange, SalesContract, SalesContractProcess } from './sales-contract.ts';

export const contracts = defineModule({
  name: 'contracts',
  area: 'service',
  label: ['合同台账', 'Contract ledger'],
  roles: {
    dispatcher: ['调度员', 'Dispatcher'], branch_manager: ['区域经理', 'Branch manager'], technician: ['技术员', 'Technician'], centre_manager: ['中心经理', 'Centre manager'],
    finance: ['财务', 'Finance'], management_office: ['管理部', 'Management office'], supply: ['供应部', 'Supply'], quality_control: ['质检部', 'Quality control'],
  },
  registers: [ContractLedgerStatus, SalesContract, ContractStatusChange],
  processes: [SalesContractProcess],
  reports: [ContractFulfilment],
  queries: [ContractLedgerPage],
  pages: { ledger: { label: ['合同台账一览', 'Contract ledger at a glance'], access: READERS } },
});
