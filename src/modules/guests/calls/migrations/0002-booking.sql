-- Why: a reservation taken over the telephone books a room at once, instead of noting a size (VIP-7.4).

alter table hotline_call drop column room_size;
alter table hotline_call add column reserved_until timestamp with time zone;
alter table hotline_call add column room_type uuid;
alter table hotline_call add column booking uuid;
alter table hotline_call add foreign key (tenant_id, room_type) references room_type (tenant_id, id);
alter table hotline_call add foreign key (tenant_id, booking) references booking (tenant_id, id);
create index on hotline_call (tenant_id, room_type);
create index on hotline_call (tenant_id, booking);
