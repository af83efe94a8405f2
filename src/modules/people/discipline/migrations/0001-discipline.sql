-- Why: breaches from the report to the decision, sanctions with their frozen explanation, the count of the status board, dismissal reviews (SM-2, SM-10, SM-14).

create table incident (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  clause text not null,
  occurred_at timestamp with time zone not null,
  zone text not null,
  grade text not null,
  description text not null,
  damage text,
  evidence uuid[],
  place text,
  also_clauses text,
  scope_reason text,
  analogy_to text,
  absence_consecutive integer,
  absence_in_month integer,
  away_minutes integer,
  away_covered boolean,
  urgent_call boolean,
  especially_serious boolean,
  nth_in_month integer,
  hear_by timestamp with time zone,
  decide_by timestamp with time zone,
  statement text,
  silent boolean,
  proposed_outcome text,
  proposed_level text,
  proposal text,
  decided_level text,
  decided_by uuid,
  change_reason text,
  harm_evidence text,
  second_approver uuid,
  closing_reason text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, decided_by) references app_user (tenant_id, id),
  foreign key (tenant_id, second_approver) references app_user (tenant_id, id)
);
create index on incident (tenant_id, occurred_at, id);
create index on incident (tenant_id, created_at, id);
create index on incident (tenant_id, employee);
create index on incident (tenant_id, decided_by);
create index on incident (tenant_id, second_approver);
create index on incident (tenant_id, clause, occurred_at);
select dd_tenant_table('incident', 'select, insert, update');

create table sanction (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  level text not null,
  clause text not null,
  family text not null,
  rulebook_no text not null,
  incident uuid not null,
  occurred_on date not null,
  decided_on date not null,
  decided_by text not null,
  months_in_force integer not null,
  contract_term text not null,
  change_reason text,
  second_approver text,
  served_on date,
  served_how text,
  in_force_to date,
  consumed_by uuid,
  review boolean not null,
  revoke_reason text,
  accused_user uuid,
  explanation text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, incident),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id),
  foreign key (tenant_id, consumed_by) references sanction (tenant_id, id),
  foreign key (tenant_id, accused_user) references app_user (tenant_id, id)
);
create index on sanction (tenant_id, served_on, id);
create index on sanction (tenant_id, decided_on, id);
create index on sanction (tenant_id, employee);
create index on sanction (tenant_id, incident);
create index on sanction (tenant_id, consumed_by);
create index on sanction (tenant_id, accused_user);
select dd_tenant_table('sanction', 'select, insert, update');

create table status_board_event (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  observed_at timestamp with time zone not null,
  zone text not null,
  occasion text,
  remark text,
  observed_on date,
  nth integer,
  observer text,
  incident uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, observed_at),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id)
);
create index on status_board_event (tenant_id, observed_at, id);
create index on status_board_event (tenant_id, incident);
create index on status_board_event (tenant_id, employee, observed_on);
select dd_tenant_table('status_board_event', 'select, insert, update');

create table dismissal_review (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  cause text not null,
  incident uuid not null,
  sanction uuid,
  acknowledged_on date,
  acknowledged_version text,
  evidence_note text,
  evidence uuid[],
  hearing text,
  union_notified_on date,
  union_reasons text,
  union_opinion text,
  conclusion text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, incident) references incident (tenant_id, id),
  foreign key (tenant_id, sanction) references sanction (tenant_id, id)
);
create index on dismissal_review (tenant_id, created_at, id);
create index on dismissal_review (tenant_id, employee);
create index on dismissal_review (tenant_id, incident);
create index on dismissal_review (tenant_id, sanction);
select dd_tenant_table('dismissal_review', 'select, insert, update');
