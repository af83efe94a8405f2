-- Why: rooms and their types, bookings, sessions with their moves, and the slots a booking claims.

create table room_type (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  name text not null,
  kind text not null,
  seats integer not null,
  price_hour bigint,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, name)
);
create index on room_type (tenant_id, name, id);
select dd_tenant_table('room_type', 'select, insert, update');

create table room (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  code text not null,
  room_type uuid not null,
  floor text,
  out_for text,
  out_until timestamp with time zone,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, code),
  foreign key (tenant_id, room_type) references room_type (tenant_id, id)
);
create index on room (tenant_id, code, id);
create index on room (tenant_id, room_type);
select dd_tenant_table('room', 'select, insert, update');

create table booking (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  guest text not null,
  phone text,
  room_type uuid,
  room uuid,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  guests integer,
  channel text not null,
  purpose text not null,
  card uuid,
  hold_until timestamp with time zone,
  note text,
  blocked_until timestamp with time zone,
  track_at timestamp with time zone,
  set_aside_at timestamp with time zone,
  no_show_at timestamp with time zone,
  tracked_at timestamp with time zone,
  set_aside_on timestamp with time zone,
  cancelled_for text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, room_type) references room_type (tenant_id, id),
  foreign key (tenant_id, room) references room (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id)
);
create index on booking (tenant_id, starts_at, id);
create index on booking (tenant_id, room_type);
create index on booking (tenant_id, room);
create index on booking (tenant_id, card);
select dd_tenant_table('booking', 'select, insert, update');

create table room_session (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  room uuid not null,
  slip_no text,
  guest text,
  guests integer,
  booking uuid,
  card uuid,
  switched_on_at timestamp with time zone,
  planned_until timestamp with time zone,
  switched_off_at timestamp with time zone,
  room_type uuid,
  late boolean,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, slip_no),
  foreign key (tenant_id, room) references room (tenant_id, id),
  foreign key (tenant_id, booking) references booking (tenant_id, id),
  foreign key (tenant_id, card) references member_card (tenant_id, id),
  foreign key (tenant_id, room_type) references room_type (tenant_id, id)
);
create index on room_session (tenant_id, switched_on_at, id);
create index on room_session (tenant_id, booking);
create index on room_session (tenant_id, card);
create index on room_session (tenant_id, room_type);
create index on room_session (tenant_id, room, switched_on_at);
select dd_tenant_table('room_session', 'select, insert, update');

create table room_move (
  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,
  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,
  session uuid not null,
  from_room uuid not null,
  to_room uuid not null,
  from_type uuid not null,
  to_type uuid not null,
  moved_at timestamp with time zone not null,
  reason text not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, session) references room_session (tenant_id, id),
  foreign key (tenant_id, from_room) references room (tenant_id, id),
  foreign key (tenant_id, to_room) references room (tenant_id, id),
  foreign key (tenant_id, from_type) references room_type (tenant_id, id),
  foreign key (tenant_id, to_type) references room_type (tenant_id, id)
);
create index on room_move (tenant_id, session);
create index on room_move (tenant_id, from_room);
create index on room_move (tenant_id, to_room);
create index on room_move (tenant_id, from_type);
create index on room_move (tenant_id, to_type);
select dd_tenant_table('room_move', 'select, insert, update');

-- One row a room and quarter of an hour, made when it is first claimed; giving it back empties it. Its key is what two bookers meet in.
create table room_slot (
  tenant_id uuid not null, room uuid not null, slot_at timestamptz not null, booking uuid,
  primary key (tenant_id, room, slot_at),
  foreign key (tenant_id, room) references room (tenant_id, id),
  foreign key (tenant_id, booking) references booking (tenant_id, id)
);
create index on room_slot (tenant_id, booking, slot_at);
select dd_tenant_table('room_slot', 'select, insert, update');
