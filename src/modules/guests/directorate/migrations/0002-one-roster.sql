-- Why: the centre's roster is made in people/rosters like every other (VIP-9.4).
drop table roster_shift;
drop table roster_week;
