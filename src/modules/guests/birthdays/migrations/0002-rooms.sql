-- Why: the room of a visit is booked with the house's rooms; the reservation number is the booking's.

alter table birthday_visit drop column room;
alter table birthday_visit add column room uuid;
alter table birthday_visit add column booking uuid;
alter table birthday_visit add foreign key (tenant_id, room) references room (tenant_id, id);
alter table birthday_visit add foreign key (tenant_id, booking) references booking (tenant_id, id);
create index on birthday_visit (tenant_id, room);
create index on birthday_visit (tenant_id, booking);
