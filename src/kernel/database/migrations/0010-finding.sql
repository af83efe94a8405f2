-- Why: row-level security keeps the application's role from using an index over words (whether an array contains another is not leakproof), so every search read all words of the organisation. These look with the owner's rights and only inside the organisation of the transaction.

-- Neighbouring characters of a text, small letters: what a GIN index holds so that a part of two characters or more is found inside it.
create function dd_pairs(t text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct a || b), '{}')
  from (select c as a, lead(c) over (order by n) as b from unnest(string_to_array(lower(t), null)) with ordinality as u(c, n)) as pair where b is not null
$$;

-- Records of one register whose column contains the text, at most so many; the column has an index over dd_pairs.
create function dd_containing(p_table text, p_column text, p_text text, p_most integer default null) returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query execute format('select id from %1$I where tenant_id = $1 and dd_pairs(%2$I) @> dd_pairs($2) and %2$I ilike $3 limit $4', p_table, p_column)
    using nullif(current_setting('dutydesk.tenant', true), '')::uuid, p_text, '%' || regexp_replace(p_text, '([\\%_])', '\\\1', 'g') || '%', p_most;
end $$;

-- Records found by their words: at most so many, in no order, of these units (all without) or of registers whose records belong to persons.
create function dd_found(p_registers text[], p_words text[], p_most integer default null, p_units uuid[] default null, p_persons text[] default '{}')
returns table (register text, record_id uuid, unit_id uuid, number text, title text) language sql stable security definer set search_path = public, pg_temp as $$
  select w.register, w.record_id, w.unit_id, w.number, w.title from search_word w
  where w.tenant_id = nullif(current_setting('dutydesk.tenant', true), '')::uuid and w.register = any(p_registers) and w.words @> p_words
    and (p_units is null or w.unit_id = any(p_units) or w.register = any(p_persons)) limit p_most
$$;

revoke all on function dd_containing(text, text, text, integer), dd_found(text[], text[], integer, uuid[], text[]) from public;
grant execute on function dd_containing(text, text, text, integer), dd_found(text[], text[], integer, uuid[], text[]) to dutydesk_app;
