-- What lists and counted figures filter by stands in the indexes that lead to it, so that a count reads no order and a
-- filtered figure reads those orders only that it is about. The first columns stay what they were: lists are read in
-- their order.

drop index work_orders_by_opened;
create index work_orders_by_opened on work_orders (opened_at, id, opened_hour, state, cost);
drop index work_orders_by_outlet;
create index work_orders_by_outlet on work_orders (outlet_id, state, opened_at, id, category_id, kind, priority,
    (coalesce(completed_at, closed_at)), resolution_met, cost);
drop index work_orders_by_category;
create index work_orders_by_category on work_orders (category_id, opened_at, id, outlet_id, kind, priority);
drop index work_orders_by_ended;
create index work_orders_by_ended on work_orders ((coalesce(completed_at, closed_at)), id, resolution_met, state,
    outlet_id, category_id, kind, priority, cost);
drop index work_orders_by_response;
create index work_orders_by_response on work_orders ((coalesce(responded_at, arrived_at)), id, response_met, state,
    outlet_id, category_id, kind, priority, cost) where coalesce(responded_at, arrived_at) is not null;
