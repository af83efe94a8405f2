-- Why: the post assessment of all technical staff outside head office, the grades people hold, and their skills (FS-2.3, SM-33).

create table grade_campaign (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  title text not null,
  on_day date not null,
  scope uuid not null,
  due_on date not null,
  closing_reason text,
  left_open text,
  result text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, scope) references unit (tenant_id, id)
);
create index on grade_campaign (tenant_id, on_day, id);
select dd_tenant_table('grade_campaign', 'select, insert, update');

create table grade_assessment (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  campaign uuid not null,
  employee uuid not null,
  app_user uuid,
  self_grade text,
  self_text text,
  branch_grade text,
  branch_text text,
  branch_by uuid,
  grade text,
  committee_text text,
  graded_by uuid,
  chair uuid,
  published_on date,
  appeal_text text,
  appeal_outcome text,
  appeal_answer text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, campaign, employee),
  foreign key (tenant_id, campaign) references grade_campaign (tenant_id, id),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, app_user) references app_user (tenant_id, id),
  foreign key (tenant_id, branch_by) references app_user (tenant_id, id),
  foreign key (tenant_id, graded_by) references app_user (tenant_id, id),
  foreign key (tenant_id, chair) references app_user (tenant_id, id)
);
create index on grade_assessment (tenant_id, published_on, id);
create index on grade_assessment (tenant_id, employee);
create index on grade_assessment (tenant_id, app_user);
create index on grade_assessment (tenant_id, branch_by);
create index on grade_assessment (tenant_id, graded_by);
create index on grade_assessment (tenant_id, chair);
create index on grade_assessment (tenant_id, campaign, state);
select dd_tenant_table('grade_assessment', 'select, insert, update');

create table employee_grade (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  grade text not null,
  valid_from date not null,
  valid_to date,
  assessment uuid,
  source text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, assessment) references grade_assessment (tenant_id, id)
);
create index on employee_grade (tenant_id, valid_from, id);
create index on employee_grade (tenant_id, assessment);
create index on employee_grade (tenant_id, employee, valid_from);
select dd_tenant_table('employee_grade', 'select, insert, update');

create table service_skill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  description text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on service_skill (tenant_id, name, id);
select dd_tenant_table('service_skill', 'select, insert, update');

create table employee_skill (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  employee uuid not null,
  skill uuid not null,
  valid_from date not null,
  valid_to date,
  evidence text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, employee, skill, valid_from),
  foreign key (tenant_id, employee) references employee (tenant_id, id),
  foreign key (tenant_id, skill) references service_skill (tenant_id, id)
);
create index on employee_skill (tenant_id, valid_from, id);
create index on employee_skill (tenant_id, valid_to, id);
create index on employee_skill (tenant_id, skill);
create index on employee_skill (tenant_id, employee, valid_to);
select dd_tenant_table('employee_skill', 'select, insert, update');
