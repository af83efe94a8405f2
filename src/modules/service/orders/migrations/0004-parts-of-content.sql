-- Why: among a million orders the work to be done is found by any part of it (FS-5.1, P4); without an index every order was read.

create index service_order_content_pairs on service_order using gin (dd_pairs(content));
