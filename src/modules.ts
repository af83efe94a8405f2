/** The list of modules, lower ones first, and their parts of the demo. The only file that knows them all. */
import type { Module } from './kernel/index.ts';
import type { Demo } from './kernel/demo.ts';
import { demo as assetsDemo } from './modules/estate/assets/demo.ts';
import { assets } from './modules/estate/assets/index.ts';
import { demo as buildingsDemo } from './modules/estate/buildings/demo.ts';
import { buildings } from './modules/estate/buildings/index.ts';
import { demo as certificatesDemo } from './modules/estate/certificates/demo.ts';
import { demo as centreDocumentsDemo } from './modules/estate/centre-documents/demo.ts';
import { centreDocuments } from './modules/estate/centre-documents/index.ts';
import { certificates } from './modules/estate/certificates/index.ts';
import { demo as canteenDemo } from './modules/estate/canteen/demo.ts';
import { canteen } from './modules/estate/canteen/index.ts';
import { demo as consumablesDemo } from './modules/estate/consumables/demo.ts';
import { consumables } from './modules/estate/consumables/index.ts';
import { drivers } from './modules/estate/drivers/index.ts';
import { demo as greeningDemo } from './modules/estate/greening/demo.ts';
import { greening } from './modules/estate/greening/index.ts';
import { demo as houseRulesDemo } from './modules/estate/house-rules/demo.ts';
import { houseRules } from './modules/estate/house-rules/index.ts';
import { demo as internalAffairsDemo } from './modules/estate/internal-affairs/demo.ts';
import { internalAffairs } from './modules/estate/internal-affairs/index.ts';
import { demo as medicalDemo } from './modules/estate/medical/demo.ts';
import { medical } from './modules/estate/medical/index.ts';
import { demo as meetingsDemo } from './modules/estate/meetings/demo.ts';
import { meetings } from './modules/estate/meetings/index.ts';
import { demo as protectiveDemo } from './modules/estate/protective/demo.ts';
import { protective } from './modules/estate/protective/index.ts';
import { demo as repairsDemo } from './modules/estate/repairs/demo.ts';
import { repairs } from './modules/estate/repairs/index.ts';
import { demo as trafficSafetyDemo } from './modules/estate/traffic-safety/demo.ts';
import { trafficSafety } from './modules/estate/traffic-safety/index.ts';
import { demo as tripsDemo } from './modules/estate/trips/demo.ts';
import { trips } from './modules/estate/trips/index.ts';
import { demo as utilitiesDemo } from './modules/estate/utilities/demo.ts';
import { utilities } from './modules/estate/utilities/index.ts';
import { demo as vehicleCostsDemo } from './modules/estate/vehicle-costs/demo.ts';
import { vehicleCosts } from './modules/estate/vehicle-costs/index.ts';
import { demo as vehiclesDemo } from './modules/estate/vehicles/demo.ts';
import { vehicles } from './modules/estate/vehicles/index.ts';
import { demo as benefitsDemo } from './modules/guests/benefits/demo.ts';
import { benefits } from './modules/guests/benefits/index.ts';
import { demo as billsDemo } from './modules/guests/bills/demo.ts';
import { bills } from './modules/guests/bills/index.ts';
import { demo as birthdaysDemo } from './modules/guests/birthdays/demo.ts';
import { birthdays } from './modules/guests/birthdays/index.ts';
import { books } from './modules/guests/books/index.ts';
import { businessLog } from './modules/guests/business-log/index.ts';
import { demo as callsDemo } from './modules/guests/calls/demo.ts';
import { calls } from './modules/guests/calls/index.ts';
import { demo as campaignsDemo } from './modules/guests/campaigns/demo.ts';
import { campaigns } from './modules/guests/campaigns/index.ts';
import { demo as cardsDemo } from './modules/guests/cards/demo.ts';
import { cards } from './modules/guests/cards/index.ts';
import { demo as complaintsDemo } from './modules/guests/complaints/demo.ts';
import { complaints } from './modules/guests/complaints/index.ts';
import { demo as coverageDemo } from './modules/guests/coverage/demo.ts';
import { coverage } from './modules/guests/coverage/index.ts';
import { demo as directorateDemo } from './modules/guests/directorate/demo.ts';
import { directorate } from './modules/guests/directorate/index.ts';
import { demo as floorDemo } from './modules/guests/floor/demo.ts';
import { floor } from './modules/guests/floor/index.ts';
import { demo as handOverDemo } from './modules/guests/hand-over/demo.ts';
import { handOver } from './modules/guests/hand-over/index.ts';
import { demo as inspectionsDemo } from './modules/guests/inspections/demo.ts';
import { inspections } from './modules/guests/inspections/index.ts';
import { demo as joiningDemo } from './modules/guests/joining/demo.ts';
import { joining } from './modules/guests/joining/index.ts';
import { demo as lostPropertyDemo } from './modules/guests/lost-property/demo.ts';
import { lostProperty } from './modules/guests/lost-property/index.ts';
import { members } from './modules/guests/members/index.ts';
import { demo as opinionsDemo } from './modules/guests/opinions/demo.ts';
import { opinions } from './modules/guests/opinions/index.ts';
import { demo as pointsDemo } from './modules/guests/points/demo.ts';
import { points } from './modules/guests/points/index.ts';
import { demo as roomsDemo } from './modules/guests/rooms/demo.ts';
import { rooms } from './modules/guests/rooms/index.ts';
import { demo as scriptsDemo } from './modules/guests/scripts/demo.ts';
import { scripts } from './modules/guests/scripts/index.ts';
import { shifts } from './modules/guests/shifts/index.ts';
import { demo as storedValueDemo } from './modules/guests/stored-value/demo.ts';
import { storedValue } from './modules/guests/stored-value/index.ts';
import { demo as budgetsDemo } from './modules/money/budgets/demo.ts';
import { budgets } from './modules/money/budgets/index.ts';
import { cash } from './modules/money/cash/index.ts';
import { demo as expensesDemo } from './modules/money/expenses/demo.ts';
import { expenses } from './modules/money/expenses/index.ts';
import { invoices } from './modules/money/invoices/index.ts';
import { pettyCash } from './modules/money/petty-cash/index.ts';
import { demo as appealsDemo } from './modules/people/appeals/demo.ts';
import { appeals } from './modules/people/appeals/index.ts';
import { demo as attendanceDemo } from './modules/people/attendance/demo.ts';
import { attendance } from './modules/people/attendance/index.ts';
import { demo as custodyDemo } from './modules/people/custody/demo.ts';
import { custody } from './modules/people/custody/index.ts';
import { demo as deductionsDemo } from './modules/people/deductions/demo.ts';
import { deductions } from './modules/people/deductions/index.ts';
import { demo as disciplineDemo } from './modules/people/discipline/demo.ts';
import { discipline } from './modules/people/discipline/index.ts';
import { fairness } from './modules/people/fairness/index.ts';
import { demo as improvementDemo } from './modules/people/improvement/demo.ts';
import { improvement } from './modules/people/improvement/index.ts';
import { demo as leaveDemo } from './modules/people/leave/demo.ts';
import { leave } from './modules/people/leave/index.ts';
import { demo as leavingDemo } from './modules/people/leaving/demo.ts';
import { leaving } from './modules/people/leaving/index.ts';
import { demo as lookUpsDemo } from './modules/people/look-ups/demo.ts';
import { lookUps } from './modules/people/look-ups/index.ts';
import { demo as payDemo } from './modules/people/pay/demo.ts';
import { pay } from './modules/people/pay/index.ts';
import { phoneLog } from './modules/people/phone-log/index.ts';
import { demo as policiesDemo } from './modules/people/policies/demo.ts';
import { policies } from './modules/people/policies/index.ts';
import { demo as rostersDemo } from './modules/people/rosters/demo.ts';
import { rosters } from './modules/people/rosters/index.ts';
import { demo as rulebookDemo } from './modules/people/rulebook/demo.ts';
import { rulebook } from './modules/people/rulebook/index.ts';
import { demo as safetyDemo } from './modules/people/safety/demo.ts';
import { safety } from './modules/people/safety/index.ts';
import { demo as staffDemo } from './modules/people/staff/demo.ts';
import { staff } from './modules/people/staff/index.ts';
import { statusBoard } from './modules/people/status-board/index.ts';
import { demo as trainingDemo } from './modules/people/training/demo.ts';
import { training } from './modules/people/training/index.ts';
import { demo as workplaceDemo } from './modules/people/workplace/demo.ts';
import { workplace } from './modules/people/workplace/index.ts';
import { demo as acceptanceDemo } from './modules/service/acceptance/demo.ts';
import { acceptance } from './modules/service/acceptance/index.ts';
import { demo as contractsDemo } from './modules/service/contracts/demo.ts';
import { contracts } from './modules/service/contracts/index.ts';
import { demo as customersDemo } from './modules/service/customers/demo.ts';
import { customers } from './modules/service/customers/index.ts';
import { demo as equipmentDemo } from './modules/service/equipment/demo.ts';
import { equipment } from './modules/service/equipment/index.ts';
import { demo as gradingDemo } from './modules/service/grading/demo.ts';
import { grading } from './modules/service/grading/index.ts';
import { demo as maintenanceContractsDemo } from './modules/service/maintenance-contracts/demo.ts';
import { maintenanceContracts } from './modules/service/maintenance-contracts/index.ts';
import { demo as dispatchDemo } from './modules/service/orders/demo-today.ts';
import { demo as ordersDemo } from './modules/service/orders/demo.ts';
import { orders } from './modules/service/orders/index.ts';
import { demo as partsDemo } from './modules/service/parts/demo.ts';
import { parts } from './modules/service/parts/index.ts';
import { demo as receiptsDemo } from './modules/service/receipts/demo.ts';
import { receipts } from './modules/service/receipts/index.ts';
import { demo as requestsDemo } from './modules/service/requests/demo.ts';
import { requests } from './modules/service/requests/index.ts';
import { demo as bonusDemo } from './modules/service/service-points/demo-bonus.ts';
import { demo as servicePointsDemo } from './modules/service/service-points/demo.ts';
import { servicePoints } from './modules/service/service-points/index.ts';
import { demo as serviceReportsDemo } from './modules/service/service-reports/demo.ts';
import { serviceReports } from './modules/service/service-reports/index.ts';
import { demo as settlementsDemo } from './modules/service/settlements/demo.ts';
import { settlements } from './modules/service/settlements/index.ts';
import { demo as surveysDemo } from './modules/service/surveys/demo.ts';
import { surveys } from './modules/service/surveys/index.ts';
import { demo as toolsDemo } from './modules/service/tools/demo.ts';
import { tools } from './modules/service/tools/index.ts';
import { demo as userComplaintsDemo } from './modules/service/user-complaints/demo.ts';
import { userComplaints } from './modules/service/user-complaints/index.ts';
import { demo as visitsDemo } from './modules/service/visits/demo.ts';
import { visits } from './modules/service/visits/index.ts';
import { demo as workReportsDemo } from './modules/service/work-reports/demo.ts';
import { workReports } from './modules/service/work-reports/index.ts';

export const modules: readonly Module[] = [
  staff,
  policies,
  training,
  rulebook,
  discipline,
  appeals,
  improvement,
  rosters,
  leave,
  workplace,
  custody,
  safety,
  pay,
  deductions,
  phoneLog,
  attendance,
  statusBoard,
  fairness,
  budgets,
  customers,
  contracts,
  equipment,
  acceptance,
  orders,
  requests,
  receipts,
  serviceReports,
  servicePoints,
  maintenanceContracts,
  settlements,
  parts,
  surveys,
  userComplaints,
  visits,
  grading,
  tools,
  lookUps,
  houseRules,
  certificates,
  buildings,
  consumables,
  canteen,
  assets,
  protective,
  repairs,
  utilities,
  scripts,
  members,
  cards,
  shifts,
  cash,
  rooms,
  storedValue,
  joining,
  bills,
  lostProperty,
  points,
  benefits,
  birthdays,
  invoices,
  pettyCash,
  handOver,
  businessLog,
  books,
  complaints,
  calls,
  floor,
  inspections,
  opinions,
  campaigns,
  directorate,
  coverage,
  drivers,
  vehicles,
  trips,
  leaving,
  vehicleCosts,
  trafficSafety,
  medical,
  greening,
  meetings,
  internalAffairs,
  centreDocuments,
  expenses,
  workReports,
];

/** One after the other; the lines of one of them side by side, each in the order in which its parts build on each other. */
export const demoParts: readonly (readonly (readonly ((d: Demo) => Promise<void>)[])[])[] = [
  [
    [
      staffDemo,
    ],
  ],
  [
    [
      buildingsDemo,
      consumablesDemo,
      canteenDemo,
      assetsDemo,
      protectiveDemo,
      repairsDemo,
      houseRulesDemo,
      certificatesDemo,
    ],
    [
      customersDemo,
      contractsDemo,
      equipmentDemo,
      acceptanceDemo,
      ordersDemo,
      servicePointsDemo,
      bonusDemo,
      requestsDemo,
      receiptsDemo,
      serviceReportsDemo,
      maintenanceContractsDemo,
      settlementsDemo,
      partsDemo,
      surveysDemo,
      userComplaintsDemo,
      visitsDemo,
      gradingDemo,
      toolsDemo,
    ],
    [
      policiesDemo,
      trainingDemo,
      rulebookDemo,
      disciplineDemo,
      improvementDemo,
      appealsDemo,
      rostersDemo,
      leaveDemo,
      workplaceDemo,
      custodyDemo,
      safetyDemo,
      payDemo,
      deductionsDemo,
      attendanceDemo,
    ],
    [
      cardsDemo,
      roomsDemo,
      storedValueDemo,
      lostPropertyDemo,
      pointsDemo,
      birthdaysDemo,
      handOverDemo,
      benefitsDemo,
      billsDemo,
    ],
    [
      vehiclesDemo,
      medicalDemo,
      greeningDemo,
      meetingsDemo,
      budgetsDemo,
      expensesDemo,
    ],
  ],
  [
    [
      internalAffairsDemo,
      centreDocumentsDemo,
    ],
    [
      tripsDemo,
      vehicleCostsDemo,
      trafficSafetyDemo,
    ],
    [
      utilitiesDemo,
    ],
    [
      workReportsDemo,
    ],
    [
      dispatchDemo,
    ],
    [
      lookUpsDemo,
      leavingDemo,
    ],
    [
      scriptsDemo,
      joiningDemo,
    ],
    [
      complaintsDemo,
      floorDemo,
    ],
    [
      callsDemo,
    ],
    [
      opinionsDemo,
      campaignsDemo,
    ],
    [
      inspectionsDemo,
    ],
  ],
  [
    [
      directorateDemo,
      coverageDemo,
    ],
  ],
];
