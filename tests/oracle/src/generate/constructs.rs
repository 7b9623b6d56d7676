//! What programs are made of: every construct by name, in groups. The coverage table has a line for each.

/// Every construct, in groups, a space between two.
const GROUPS: &[(&str, &str)] = &[
    ("editions", "edition_2021 edition_2024 let_chain nested_if"),
    (
        "locals and scopes",
        "let let_late let_unused let_underscore bind_move move shadow assign expression drop swap block \
         block_value tail_temporary ref_binding defer",
    ),
    (
        "conditions",
        "cond flag not and or is_some is_none matches is_empty const_bool head_temporary poll_is_ok",
    ),
    (
        "branches",
        "if else else_if if_value if_let_take if_let_move if_let_ref_mut if_let_ok if_let_temporary \
         if_let_value let_else branch_move branch_take flag_guard remember",
    ),
    (
        "match",
        "match_bool match_take match_move match_ref_mut match_tuple match_guard match_temporary match_lock \
         match_value match_option_value match_result wildcard_payload range_pattern or_pattern nested_pattern \
         at_binding at_ref_mut",
    ),
    (
        "loops and jumps",
        "loop while while_let while_let_temporary for_range for_ids for_vec for_array for_option for_drain \
         for_map for_result for_temporary loop_value while_break_value break break_value continue return \
         label labelled_block labelled_value refill_in_loop question",
    ),
    (
        "closures",
        "ty_thunk closure_value fn_mut move_closure boxed_closure thunk_call thunk_value closure_param \
         closure_ref_param closure_returned closure_kept closure_in_struct",
    ),
    (
        "futures",
        "open_await try_open_await turn_await async_fn async_block future_kept future_moved future_dropped \
         future_in_value select_value select_stmt join_stmt timeout_value timeout_stmt pause spawn_await \
         spawn_loop spawn_abort spawn_beside spawn_detach spawn_join spawn_set spawn_told \
         blocking_await",
    ),
    (
        "threads",
        "thread_join thread_beside thread_two thread_scope thread_value",
    ),
    (
        "channels",
        "channel_new channel_send channel_maybe_send channel_sends channel_send_is_err channel_clone \
         channel_receive channel_try_receive channel_if_let channel_match channel_while_let channel_for \
         channel_drop sender_end_clone thread_sends thread_receives thread_commands task_keeps task_commands",
    ),
    (
        "functions",
        "call param_owned param_ref param_ref_mut recursion recursion_tail recursive_drain recursive_fill \
         generic_pass generic_pick generic_eat generic_put generic_fill generic_swap_in generic_retry \
         generic_struct",
    ),
    (
        "structs and enums",
        "ty_struct method self_owned self_ref self_ref_mut constructor struct_update let_struct partial_move \
         drop_impl drop_impl_take drop_impl_end drop_impl_connect ty_enum match_enum_move match_enum_replace \
         match_enum_ref state_machine",
    ),
    (
        "traits",
        "trait ty_implementor ty_dyn dyn_value dyn_call dyn_ref generic_call generic_owned static_call \
         trait_static",
    ),
    (
        "macro_rules",
        "macro_value macro_ty macro_renew macro_overwrite macro_let macro_repeat macro_match macro_block",
    ),
    (
        "identities",
        "id_literal id_const id_static id_value id_copied ty_id",
    ),
    (
        "owner style",
        "connect try_connect clone close end ping ty_client ty_shared ty_bool",
    ),
    (
        "owner/sender style",
        "ty_events ty_sender ty_pair events_new events_of_pair sender_alone sender_clone pair pair_value poll \
         poll_value poll_break poll_go_on poll_while_ok poll_while_let poll_if_err poll_match poll_for \
         poll_question clean disconnect",
    ),
    (
        "Option",
        "ty_option some none take take_if take_stmt option_take_path drop_take take_forget take_map_close \
         is_some_take set_none set_some option_replace replace_stmt insert get_or_insert get_or_insert_with \
         as_ref as_mut as_mut_end as_deref as_deref_mut option_map and_then option_and option_or or_else xor \
         zip unzip filter inspect inspect_stmt flatten transpose cloned iter iter_mut option_iter \
         option_into_iter unwrap expect unwrap_or unwrap_or_else unwrap_or_default map_or map_or_else \
         is_some_and is_some_and_value is_none_or then then_some pop is_none_guard is_some_guard let_ref_mut \
         mem_swap",
    ),
    (
        "Result",
        "ty_result ok_value err ok_or ok_or_else result_ok result_err result_map result_map_err result_and \
         result_and_then result_or result_or_else result_inspect result_inspect_err result_flatten \
         result_transpose result_unwrap result_expect result_unwrap_or result_unwrap_or_else \
         result_unwrap_or_default result_map_or result_map_or_else result_ok_unwrap result_into_iter \
         result_iter_mut result_is_ok result_is_ok_and result_as_ref result_as_mut",
    ),
    (
        "pointers and cells",
        "ty_box unbox box_assign leak ty_rc rc_clone rc_get_mut rc_into_inner rc_try_unwrap rc_match_unwrap \
         rc_unwrap_or_clone ty_slot slot_clone lock_set lock_none lock_take lock_take_value lock_drop_take \
         lock_replace lock_insert_with lock_guard lock_if_let_take lock_match_take lock_is_none \
         mutex_into_inner ty_cell cell_value cell_replace cell_take cell_swap cell_into_inner",
    ),
    (
        "statics",
        "static_set static_keep static_none static_take static_take_value static_replace static_insert_with \
         static_guard static_is_none static_is_some static_ensure static_renew static_end once_get_or_init \
         once_set local_set local_take local_replace local_with",
    ),
    (
        "mem",
        "mem_replace mem_take forget ty_held manually_drop held_into_inner held_ping",
    ),
    (
        "Vec",
        "ty_vec vec_new vec_macro vec_from vec_collect vec_push vec_pop vec_pop_value vec_insert vec_remove \
         vec_remove_stmt vec_swap_remove vec_clear vec_truncate vec_drain vec_drain_next vec_extend \
         vec_append vec_split_off vec_retain vec_iter vec_iter_mut vec_into_iter_next vec_into_iter_chain \
         vec_last_mut vec_index_assign vec_index_replace vec_take_push vec_loop_push",
    ),
    (
        "HashMap",
        "ty_map map_new map_from map_insert map_insert_other map_insert_let map_remove map_remove_value \
         map_clear map_retain map_drain map_get map_get_mut map_values_mut map_contains_key \
         map_entry_or_insert map_entry_or_insert_with map_entry_modify map_entry_match",
    ),
    (
        "arrays and tuples",
        "ty_array array_value let_array ty_tuple tuple_index let_tuple rest_pattern ref_pattern \
         ref_mut_pattern",
    ),
];

/// The groups with their constructs.
pub fn groups() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    GROUPS
        .iter()
        .map(|(group, constructs)| (*group, constructs.split_whitespace().collect()))
}

/// Names that only lead to constructs: they have a weight, and no line in the table.
pub(super) const KINDS: &[&str] = &[
    "call_stmt",
    "channel_stmt",
    "closure_section",
    "collection_stmt",
    "events_stmt",
    "for_values",
    "from_collection",
    "from_option",
    "from_pointer",
    "from_result",
    "future_stmt",
    "future_value",
    "generic_stmt",
    "generic_value",
    "if_let",
    "macro_stmt",
    "make",
    "match_enum",
    "match_option",
    "method_stmt",
    "option_stmt",
    "pattern_stmt",
    "pointer_stmt",
    "result_stmt",
    "slot_stmt",
    "static_stmt",
    "theme",
    "thread_stmt",
    "trait_stmt",
];

/// Whether a construct has a place in the list.
pub(super) fn is_listed(construct: &str) -> bool {
    GROUPS
        .iter()
        .any(|(_, constructs)| constructs.split_whitespace().any(|c| c == construct))
}
