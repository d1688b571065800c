// Made by `make client` from the API's own description. Never edited by hand.
export interface paths {
    "/account/authenticator": {
        parameters: {
        };
        post: operations["account_enrol"];
    };
    "/account/authenticator/confirm": {
        parameters: {
        };
        post: operations["account_confirm"];
    };
    "/account/authenticator/remove": {
        parameters: {
        };
        post: operations["account_remove"];
    };
    "/account/password": {
        parameters: {
        };
        put: operations["account_change_password"];
    };
    "/account/password/link": {
        parameters: {
        };
        post: operations["account_choose_password"];
    };
    "/account/password/link/whose": {
        parameters: {
        };
        post: operations["account_whose_link"];
    };
    "/account/recovery-codes": {
        parameters: {
        };
        post: operations["account_renew"];
    };
    "/account/sessions": {
        parameters: {
        };
        get: operations["account_list_sessions"];
        delete: operations["account_sign_out_everywhere"];
    };
    "/actors": {
        parameters: {
        };
        get: operations["organisation_list_actors"];
    };
    "/allow-list": {
        parameters: {
        };
        get: operations["allow-list_list_allowed"];
        post: operations["allow-list_allow"];
    };
    "/allow-list/{allowed_id}": {
        parameters: {
        };
        delete: operations["allow-list_disallow"];
    };
    "/approvals": {
        parameters: {
        };
        get: operations["approvals_list_approvals"];
    };
    "/attributes": {
        parameters: {
        };
        get: operations["contacts_list_attributes"];
        put: operations["contacts_set_strict"];
    };
    "/attributes/{name}": {
        parameters: {
        };
        put: operations["contacts_declare"];
        delete: operations["contacts_undeclare"];
    };
    "/audit": {
        parameters: {
        };
        get: operations["organisation_list_audit"];
    };
    "/audit/heads": {
        parameters: {
        };
        get: operations["consent_show_heads"];
    };
    "/audit/verification": {
        parameters: {
        };
        get: operations["consent_verify_chain"];
    };
    "/channels/connections": {
        parameters: {
        };
        get: operations["channels_list_connections"];
        post: operations["channels_add_connection"];
    };
    "/channels/connections/{connection_id}": {
        parameters: {
        };
        get: operations["channels_get_connection"];
        delete: operations["channels_remove_connection"];
        patch: operations["channels_change_connection"];
    };
    "/channels/connections/{connection_id}/check": {
        parameters: {
        };
        post: operations["channels_check_connection"];
    };
    "/channels/connections/{connection_id}/open": {
        parameters: {
        };
        post: operations["channels_open_connection"];
    };
    "/channels/connections/{connection_id}/stop": {
        parameters: {
        };
        post: operations["channels_stop_connection"];
    };
    "/channels/letters": {
        parameters: {
        };
        get: operations["channels_list_letters"];
    };
    "/channels/letters/{letter_id}": {
        parameters: {
        };
        get: operations["channels_get_letter"];
    };
    "/channels/letters/replay": {
        parameters: {
        };
        post: operations["channels_replay_letters"];
    };
    "/channels/portfolios": {
        parameters: {
        };
        get: operations["channels_list_portfolios"];
        post: operations["channels_add_portfolio"];
    };
    "/channels/portfolios/{portfolio_id}/limit": {
        parameters: {
        };
        put: operations["channels_set_portfolio_limit"];
    };
    "/channels/providers": {
        parameters: {
        };
        get: operations["channels_list_providers"];
    };
    "/channels/senders": {
        parameters: {
        };
        get: operations["channels_list_senders"];
        post: operations["channels_add_sender"];
    };
    "/channels/senders/{sender_id}/open": {
        parameters: {
        };
        post: operations["channels_open_sender"];
    };
    "/channels/senders/{sender_id}/pace": {
        parameters: {
        };
        put: operations["channels_set_pace"];
    };
    "/channels/senders/{sender_id}/stop": {
        parameters: {
        };
        post: operations["channels_stop_sender"];
    };
    "/consents/defaults": {
        parameters: {
        };
        get: operations["consent_list_defaults"];
    };
    "/contacts": {
        parameters: {
        };
        get: operations["contacts_index"];
        post: operations["contacts_create"];
    };
    "/contacts/{contact_id}": {
        parameters: {
        };
        get: operations["contacts_show"];
        delete: operations["contacts_erase"];
        patch: operations["contacts_change"];
    };
    "/contacts/{contact_id}/channel-order": {
        parameters: {
        };
        get: operations["notices_show_order"];
        put: operations["notices_set_order"];
    };
    "/contacts/{contact_id}/consents": {
        parameters: {
        };
        get: operations["consent_show_consents"];
        post: operations["consent_record_consent"];
    };
    "/contacts/{contact_id}/devices": {
        parameters: {
        };
        get: operations["contacts_list_devices"];
        post: operations["contacts_register_device"];
    };
    "/contacts/{contact_id}/devices/{device_id}": {
        parameters: {
        };
        delete: operations["contacts_unregister_device"];
    };
    "/contacts/{contact_id}/enrolments": {
        parameters: {
        };
        get: operations["education_courses_of_contact"];
    };
    "/contacts/{contact_id}/events": {
        parameters: {
        };
        get: operations["events_of_contact"];
    };
    "/contacts/{contact_id}/export": {
        parameters: {
        };
        get: operations["contacts_export_person"];
    };
    "/contacts/{contact_id}/links": {
        parameters: {
        };
        post: operations["permissions_make_link"];
    };
    "/contacts/{contact_id}/merge": {
        parameters: {
        };
        post: operations["contacts_merge"];
    };
    "/contacts/{contact_id}/merges": {
        parameters: {
        };
        get: operations["contacts_merges"];
    };
    "/contacts/{contact_id}/notification-preferences": {
        parameters: {
        };
        get: operations["permissions_show_preferences"];
        patch: operations["permissions_set_preferences"];
    };
    "/contacts/{contact_id}/opt-ins": {
        parameters: {
        };
        post: operations["permissions_request_opt_in"];
    };
    "/contacts/{contact_id}/reach": {
        parameters: {
        };
        get: operations["contacts_reach"];
    };
    "/contacts/{contact_id}/segments": {
        parameters: {
        };
        get: operations["segments_segments_of_contact"];
    };
    "/contacts/{contact_id}/timeline": {
        parameters: {
        };
        get: operations["contacts_timeline"];
    };
    "/contacts/{contact_id}/unverified-emails": {
        parameters: {
        };
        get: operations["permissions_list_unverified_emails"];
    };
    "/contacts/{contact_id}/unverified-emails/{address_id}": {
        parameters: {
        };
        delete: operations["permissions_drop_email"];
    };
    "/contacts/{contact_id}/unverified-emails/{address_id}/verify": {
        parameters: {
        };
        post: operations["permissions_declare_email"];
    };
    "/contacts/{contact_id}/verifications": {
        parameters: {
        };
        post: operations["permissions_request_verification"];
    };
    "/contacts/{contact_id}/verifications/{verification_id}/check": {
        parameters: {
        };
        post: operations["permissions_check_verification"];
    };
    "/contacts/count": {
        parameters: {
        };
        get: operations["contacts_count"];
    };
    "/contacts/duplicates": {
        parameters: {
        };
        get: operations["contacts_duplicates"];
    };
    "/contacts/merges/{merge_id}/undo": {
        parameters: {
        };
        post: operations["contacts_undo"];
    };
    "/contacts/tags": {
        parameters: {
        };
        post: operations["contacts_tag"];
    };
    "/conversations/classify": {
        parameters: {
        };
        post: operations["inbound_classify"];
    };
    "/conversations/unclear": {
        parameters: {
        };
        get: operations["inbound_list_unclear"];
    };
    "/conversations/unclear/{inbound_id}/decision": {
        parameters: {
        };
        post: operations["inbound_decide"];
    };
    "/courses": {
        parameters: {
        };
        get: operations["education_index"];
        post: operations["education_create"];
    };
    "/courses/{course_key}": {
        parameters: {
        };
        get: operations["education_show"];
        delete: operations["education_delete"];
        patch: operations["education_change"];
    };
    "/courses/{course_key}/enrolments": {
        parameters: {
        };
        get: operations["education_list_enrolments"];
        post: operations["education_take_enrolments"];
    };
    "/courses/{course_key}/enrolments/{contact_id}": {
        parameters: {
        };
        put: operations["education_put_enrolment"];
    };
    "/education/settings": {
        parameters: {
        };
        get: operations["education_settings"];
        put: operations["education_set_settings"];
    };
    "/events": {
        parameters: {
        };
        post: operations["events_take"];
    };
    "/events/names": {
        parameters: {
        };
        get: operations["events_names"];
    };
    "/home": {
        parameters: {
        };
        get: operations["organisation_home"];
    };
    "/home/spending": {
        parameters: {
        };
        get: operations["organisation_spending"];
    };
    "/imports": {
        parameters: {
        };
        get: operations["imports_index"];
    };
    "/imports/{import_id}": {
        parameters: {
        };
        get: operations["imports_show"];
    };
    "/imports/{import_id}/cancel": {
        parameters: {
        };
        post: operations["imports_cancel"];
    };
    "/imports/{import_id}/errors": {
        parameters: {
        };
        get: operations["imports_errors"];
    };
    "/imports/{import_id}/resume": {
        parameters: {
        };
        post: operations["imports_resume"];
    };
    "/imports/{import_id}/seen": {
        parameters: {
        };
        put: operations["imports_note_seen"];
        delete: operations["imports_note_unseen"];
    };
    "/imports/{import_id}/undo": {
        parameters: {
        };
        get: operations["imports_preview_undo"];
        post: operations["imports_undo"];
    };
    "/imports/mappings": {
        parameters: {
        };
        get: operations["imports_list_mappings"];
    };
    "/imports/mappings/{mapping_id}": {
        parameters: {
        };
        put: operations["imports_name_mapping"];
        delete: operations["imports_forget_mapping"];
    };
    "/imports/schedules": {
        parameters: {
        };
        get: operations["imports_list_schedules"];
        post: operations["imports_add_schedule"];
    };
    "/imports/schedules/{schedule_id}": {
        parameters: {
        };
        get: operations["imports_show_schedule"];
        delete: operations["imports_remove_schedule"];
    };
    "/imports/schedules/{schedule_id}/pause": {
        parameters: {
        };
        post: operations["imports_pause_schedule"];
    };
    "/imports/schedules/{schedule_id}/resume": {
        parameters: {
        };
        post: operations["imports_resume_schedule"];
    };
    "/imports/schedules/{schedule_id}/run": {
        parameters: {
        };
        post: operations["imports_run_schedule"];
    };
    "/imports/schedules/{schedule_id}/runs": {
        parameters: {
        };
        get: operations["imports_list_schedule_runs"];
    };
    "/inbound": {
        parameters: {
        };
        get: operations["inbound_list_inbound"];
    };
    "/inbox/agents": {
        parameters: {
        };
        get: operations["inbox_list_agents"];
    };
    "/inbox/auto-answers": {
        parameters: {
        };
        get: operations["inbox_list_answers"];
        post: operations["inbox_add_answer"];
    };
    "/inbox/auto-answers/{auto_answer_id}": {
        parameters: {
        };
        get: operations["inbox_show_answer"];
        put: operations["inbox_change_answer"];
        delete: operations["inbox_archive_answer"];
    };
    "/inbox/auto-answers/{auto_answer_id}/restore": {
        parameters: {
        };
        post: operations["inbox_restore_answer"];
    };
    "/inbox/auto-answers/{auto_answer_id}/unarchive": {
        parameters: {
        };
        post: operations["inbox_unarchive_answer"];
    };
    "/inbox/auto-answers/{auto_answer_id}/versions": {
        parameters: {
        };
        get: operations["inbox_list_versions"];
    };
    "/inbox/auto-answers/try": {
        parameters: {
        };
        post: operations["inbox_try_out"];
    };
    "/inbox/automation": {
        parameters: {
        };
        get: operations["inbox_show_automation"];
        put: operations["inbox_put_automation"];
    };
    "/inbox/automation/usual": {
        parameters: {
        };
        get: operations["inbox_show_usual"];
    };
    "/inbox/canned": {
        parameters: {
        };
        get: operations["inbox_list_canned"];
        post: operations["inbox_add_canned"];
    };
    "/inbox/canned/{canned_id}": {
        parameters: {
        };
        get: operations["inbox_show_canned"];
        put: operations["inbox_change_canned"];
    };
    "/inbox/canned/{canned_id}/archive": {
        parameters: {
        };
        post: operations["inbox_archive_canned"];
    };
    "/inbox/counts": {
        parameters: {
        };
        get: operations["inbox_counts"];
    };
    "/inbox/decisions": {
        parameters: {
        };
        get: operations["inbox_list_decisions"];
    };
    "/inbox/figures": {
        parameters: {
        };
        get: operations["inbox_figures"];
    };
    "/inbox/files/{file_id}": {
        parameters: {
        };
        delete: operations["inbox_drop_file"];
    };
    "/inbox/teams": {
        parameters: {
        };
        get: operations["inbox_list_teams"];
        post: operations["inbox_add_team"];
    };
    "/inbox/teams/{team_id}": {
        parameters: {
        };
        get: operations["inbox_show_team"];
        put: operations["inbox_change_team"];
    };
    "/inbox/teams/{team_id}/archive": {
        parameters: {
        };
        post: operations["inbox_archive_team"];
    };
    "/inbox/threads": {
        parameters: {
        };
        get: operations["inbox_list_threads"];
        post: operations["inbox_open_thread"];
    };
    "/inbox/threads/{thread_id}": {
        parameters: {
        };
        get: operations["inbox_show_thread"];
    };
    "/inbox/threads/{thread_id}/assignment": {
        parameters: {
        };
        put: operations["inbox_assign"];
    };
    "/inbox/threads/{thread_id}/auto-answers/{auto_answer_id}": {
        parameters: {
        };
        get: operations["inbox_fill_automatic"];
    };
    "/inbox/threads/{thread_id}/canned/{canned_id}": {
        parameters: {
        };
        get: operations["inbox_fill_canned"];
    };
    "/inbox/threads/{thread_id}/items": {
        parameters: {
        };
        get: operations["inbox_list_items"];
    };
    "/inbox/threads/{thread_id}/notes": {
        parameters: {
        };
        post: operations["inbox_add_note"];
    };
    "/inbox/threads/{thread_id}/presence": {
        parameters: {
        };
        put: operations["inbox_be_present"];
    };
    "/inbox/threads/{thread_id}/read": {
        parameters: {
        };
        put: operations["inbox_mark_read"];
    };
    "/inbox/threads/{thread_id}/replies": {
        parameters: {
        };
        post: operations["inbox_reply"];
    };
    "/inbox/threads/{thread_id}/status": {
        parameters: {
        };
        put: operations["inbox_settle"];
    };
    "/inbox/threads/{thread_id}/surveys": {
        parameters: {
        };
        get: operations["inbox_list_surveys"];
    };
    "/inbox/threads/{thread_id}/urgency": {
        parameters: {
        };
        put: operations["inbox_escalate"];
    };
    "/keys": {
        parameters: {
        };
        get: operations["organisation_list_keys"];
        post: operations["organisation_create_key"];
    };
    "/keys/{key_id}": {
        parameters: {
        };
        delete: operations["organisation_revoke_key"];
    };
    "/leads": {
        parameters: {
        };
        get: operations["education_list_leads"];
        post: operations["education_take_leads"];
    };
    "/leads/{lead_id}": {
        parameters: {
        };
        get: operations["education_show_lead"];
        patch: operations["education_change_lead"];
    };
    "/marketing/campaigns": {
        parameters: {
        };
        get: operations["campaigns_list_campaigns"];
        post: operations["campaigns_create"];
    };
    "/marketing/campaigns/{campaign_id}": {
        parameters: {
        };
        get: operations["campaigns_show"];
        delete: operations["campaigns_delete"];
        patch: operations["campaigns_change"];
    };
    "/marketing/campaigns/{campaign_id}/activate": {
        parameters: {
        };
        post: operations["campaigns_activate"];
    };
    "/marketing/campaigns/{campaign_id}/approve": {
        parameters: {
        };
        post: operations["campaigns_approve"];
    };
    "/marketing/campaigns/{campaign_id}/cancel": {
        parameters: {
        };
        post: operations["campaigns_cancel"];
    };
    "/marketing/campaigns/{campaign_id}/compliance-report": {
        parameters: {
        };
        get: operations["campaigns_compliance_report"];
    };
    "/marketing/campaigns/{campaign_id}/copy": {
        parameters: {
        };
        post: operations["campaigns_copy"];
    };
    "/marketing/campaigns/{campaign_id}/dry-run": {
        parameters: {
        };
        post: operations["campaigns_dry_run"];
    };
    "/marketing/campaigns/{campaign_id}/history": {
        parameters: {
        };
        get: operations["campaigns_history"];
    };
    "/marketing/campaigns/{campaign_id}/pause": {
        parameters: {
        };
        post: operations["campaigns_pause"];
    };
    "/marketing/campaigns/{campaign_id}/plan": {
        parameters: {
        };
        get: operations["campaigns_plan"];
    };
    "/marketing/campaigns/{campaign_id}/reach": {
        parameters: {
        };
        get: operations["campaigns_reach"];
    };
    "/marketing/campaigns/{campaign_id}/recipients": {
        parameters: {
        };
        get: operations["campaigns_list_recipients"];
        post: operations["campaigns_add_recipients"];
        delete: operations["campaigns_remove_recipients"];
    };
    "/marketing/campaigns/{campaign_id}/refuse": {
        parameters: {
        };
        post: operations["campaigns_refuse"];
    };
    "/marketing/campaigns/{campaign_id}/resume": {
        parameters: {
        };
        post: operations["campaigns_resume"];
    };
    "/marketing/campaigns/{campaign_id}/stats": {
        parameters: {
        };
        get: operations["campaigns_stats"];
    };
    "/marketing/campaigns/{campaign_id}/submit": {
        parameters: {
        };
        post: operations["campaigns_submit"];
    };
    "/marketing/campaigns/{campaign_id}/test": {
        parameters: {
        };
        post: operations["campaigns_send_test"];
    };
    "/marketing/campaigns/{campaign_id}/why": {
        parameters: {
        };
        get: operations["campaigns_why"];
    };
    "/marketing/health": {
        parameters: {
        };
        get: operations["campaigns_health"];
    };
    "/marketing/process-daily": {
        parameters: {
        };
        post: operations["campaigns_process_daily"];
    };
    "/marketing/template-tests": {
        parameters: {
        };
        post: operations["campaigns_send_template_test"];
    };
    "/marketing/template-uses": {
        parameters: {
        };
        get: operations["campaigns_template_uses"];
    };
    "/marketing/text-check": {
        parameters: {
        };
        post: operations["campaigns_check_text"];
    };
    "/members": {
        parameters: {
        };
        get: operations["organisation_list_members"];
        post: operations["organisation_add_member"];
    };
    "/members/{user_id}": {
        parameters: {
        };
        delete: operations["organisation_remove_member"];
    };
    "/members/{user_id}/invitation": {
        parameters: {
        };
        post: operations["organisation_invite_member"];
    };
    "/messages/{message_id}/settle": {
        parameters: {
        };
        post: operations["messages_settle"];
    };
    "/messages/{message_id}/trace": {
        parameters: {
        };
        get: operations["messages_trace"];
    };
    "/messages/unconfirmed": {
        parameters: {
        };
        get: operations["messages_list_unconfirmed"];
    };
    "/messages/unconfirmed/settle": {
        parameters: {
        };
        post: operations["messages_settle_all"];
    };
    "/notices": {
        parameters: {
        };
        get: operations["notices_index"];
        post: operations["notices_send"];
    };
    "/notices/{notice_id}": {
        parameters: {
        };
        get: operations["notices_show"];
    };
    "/notices/{notice_id}/cancel": {
        parameters: {
        };
        post: operations["notices_cancel"];
    };
    "/notices/cascades": {
        parameters: {
        };
        get: operations["notices_list_cascades"];
    };
    "/notices/kinds": {
        parameters: {
        };
        get: operations["notices_list_kinds"];
    };
    "/notices/kinds/{kind_key}": {
        parameters: {
        };
        get: operations["notices_show_kind"];
        put: operations["notices_put_kind"];
        delete: operations["notices_archive_kind"];
    };
    "/notices/kinds/{kind_key}/choice": {
        parameters: {
        };
        get: operations["notices_compare_choice"];
    };
    "/notices/preview": {
        parameters: {
        };
        post: operations["notices_preview"];
    };
    "/organisation": {
        parameters: {
        };
        get: operations["organisation_show_organisation"];
        patch: operations["organisation_change_organisation"];
    };
    "/organisation/allow-list-only": {
        parameters: {
        };
        put: operations["organisation_enforce_allow_list"];
        delete: operations["organisation_lift_allow_list"];
    };
    "/organisation/retention": {
        parameters: {
        };
        get: operations["organisation_show"];
        put: operations["organisation_set_days"];
    };
    "/organisation/retention/run": {
        parameters: {
        };
        post: operations["organisation_run"];
    };
    "/organisation/stop": {
        parameters: {
        };
        put: operations["organisation_stop_sending"];
        delete: operations["organisation_resume_sending"];
    };
    "/policy/caps": {
        parameters: {
        };
        put: operations["policy_set_caps"];
        delete: operations["policy_unset_caps"];
    };
    "/policy/hours": {
        parameters: {
        };
        put: operations["policy_set_hours"];
    };
    "/policy/packs": {
        parameters: {
        };
        get: operations["policy_list_packs"];
    };
    "/policy/packs/{pack_id}": {
        parameters: {
        };
        get: operations["policy_show_pack"];
    };
    "/policy/sample": {
        parameters: {
        };
        get: operations["policy_show_sample"];
    };
    "/policy/settings": {
        parameters: {
        };
        get: operations["policy_show_settings"];
    };
    "/policy/stop-scope": {
        parameters: {
        };
        put: operations["policy_set_stop_scope"];
    };
    "/prices": {
        parameters: {
        };
        get: operations["prices_show"];
        put: operations["prices_replace"];
    };
    "/programmes": {
        parameters: {
        };
        get: operations["consent_list_programmes"];
    };
    "/programmes/{key}": {
        parameters: {
        };
        put: operations["consent_put_programme"];
        delete: operations["consent_delete_programme"];
    };
    "/repairs/counts": {
        parameters: {
        };
        get: operations["repairs_count_tickets"];
    };
    "/repairs/customers/{contact_id}/notices": {
        parameters: {
        };
        get: operations["repairs_told_to_person"];
    };
    "/repairs/figures": {
        parameters: {
        };
        get: operations["repairs_figures"];
    };
    "/repairs/photos/{photo_id}": {
        parameters: {
        };
        delete: operations["repairs_remove_photo"];
    };
    "/repairs/setup": {
        parameters: {
        };
        post: operations["repairs_furnish"];
    };
    "/repairs/shop": {
        parameters: {
        };
        get: operations["repairs_show_shop"];
        put: operations["repairs_put_shop"];
    };
    "/repairs/statuses": {
        parameters: {
        };
        get: operations["repairs_statuses"];
    };
    "/repairs/texts": {
        parameters: {
        };
        get: operations["repairs_texts"];
    };
    "/repairs/tickets": {
        parameters: {
        };
        get: operations["repairs_index"];
        post: operations["repairs_open_ticket"];
    };
    "/repairs/tickets/{ticket_id}": {
        parameters: {
        };
        get: operations["repairs_show"];
        patch: operations["repairs_change"];
    };
    "/repairs/tickets/{ticket_id}/answer": {
        parameters: {
        };
        post: operations["repairs_answer"];
    };
    "/repairs/tickets/{ticket_id}/appointment": {
        parameters: {
        };
        post: operations["repairs_appoint"];
    };
    "/repairs/tickets/{ticket_id}/estimate": {
        parameters: {
        };
        post: operations["repairs_estimate"];
    };
    "/repairs/tickets/{ticket_id}/foretell": {
        parameters: {
        };
        post: operations["repairs_foretell"];
    };
    "/repairs/tickets/{ticket_id}/links": {
        parameters: {
        };
        post: operations["repairs_links"];
    };
    "/repairs/tickets/{ticket_id}/notices": {
        parameters: {
        };
        get: operations["repairs_told_of_ticket"];
    };
    "/repairs/tickets/{ticket_id}/payment": {
        parameters: {
        };
        post: operations["repairs_pay"];
    };
    "/repairs/tickets/{ticket_id}/status": {
        parameters: {
        };
        post: operations["repairs_move"];
    };
    "/roles": {
        parameters: {
        };
        get: operations["organisation_list_roles"];
    };
    "/search": {
        parameters: {
        };
        get: operations["organisation_search"];
    };
    "/segments": {
        parameters: {
        };
        get: operations["segments_index"];
        post: operations["segments_create"];
    };
    "/segments/{segment_id}": {
        parameters: {
        };
        get: operations["segments_show"];
        delete: operations["segments_delete"];
        patch: operations["segments_change"];
    };
    "/segments/{segment_id}/count": {
        parameters: {
        };
        get: operations["segments_count"];
        post: operations["segments_recount"];
    };
    "/segments/{segment_id}/members": {
        parameters: {
        };
        get: operations["segments_members"];
        post: operations["segments_add_members"];
    };
    "/segments/{segment_id}/members/remove": {
        parameters: {
        };
        post: operations["segments_remove_members"];
    };
    "/segments/{segment_id}/moves": {
        parameters: {
        };
        get: operations["segments_moves"];
    };
    "/segments/{segment_id}/refresh": {
        parameters: {
        };
        post: operations["segments_refresh"];
    };
    "/segments/{segment_id}/versions": {
        parameters: {
        };
        get: operations["segments_versions"];
    };
    "/segments/preview": {
        parameters: {
        };
        post: operations["segments_preview"];
    };
    "/segments/read": {
        parameters: {
        };
        post: operations["segments_read"];
    };
    "/segments/tags": {
        parameters: {
        };
        get: operations["segments_tags"];
    };
    "/session": {
        parameters: {
        };
        get: operations["account_show_session"];
        post: operations["account_sign_in"];
        delete: operations["account_sign_out"];
    };
    "/session/link": {
        parameters: {
        };
        post: operations["account_sign_in_by_link"];
    };
    "/simulator": {
        parameters: {
        };
        get: operations["simulator_show"];
    };
    "/simulator/clock": {
        parameters: {
        };
        post: operations["simulator_move_clock"];
    };
    "/simulator/faults": {
        parameters: {
        };
        patch: operations["simulator_change_faults"];
    };
    "/simulator/phones": {
        parameters: {
        };
        get: operations["simulator_list_phones"];
    };
    "/simulator/phones/{number}": {
        parameters: {
        };
        get: operations["simulator_show_phone"];
    };
    "/simulator/phones/{number}/attach": {
        parameters: {
        };
        post: operations["simulator_attach"];
    };
    "/simulator/phones/{number}/locate": {
        parameters: {
        };
        post: operations["simulator_locate"];
    };
    "/simulator/phones/{number}/press": {
        parameters: {
        };
        post: operations["simulator_press"];
    };
    "/simulator/phones/{number}/reach": {
        parameters: {
        };
        post: operations["simulator_reach"];
    };
    "/simulator/phones/{number}/react": {
        parameters: {
        };
        post: operations["simulator_react"];
    };
    "/simulator/phones/{number}/read": {
        parameters: {
        };
        post: operations["simulator_look"];
    };
    "/simulator/phones/{number}/say": {
        parameters: {
        };
        post: operations["simulator_say"];
    };
    "/sms/count": {
        parameters: {
        };
        post: operations["content_count_sms"];
    };
    "/suppressions": {
        parameters: {
        };
        get: operations["consent_list_suppressions"];
        post: operations["consent_add_suppressions"];
    };
    "/suppressions/{suppression_id}": {
        parameters: {
        };
        delete: operations["consent_lift_suppression"];
    };
    "/suppressions/count": {
        parameters: {
        };
        get: operations["consent_count_suppressions"];
    };
    "/suppressions/lift": {
        parameters: {
        };
        post: operations["consent_lift_list"];
    };
    "/templates": {
        parameters: {
        };
        get: operations["content_list_templates"];
        post: operations["content_make_template"];
    };
    "/templates/{name}": {
        parameters: {
        };
        get: operations["content_get_template"];
    };
    "/templates/{name}/archive": {
        parameters: {
        };
        post: operations["content_archive_template"];
    };
    "/templates/{name}/filing/seen": {
        parameters: {
        };
        put: operations["content_note_filing_seen"];
        delete: operations["content_note_filing_unseen"];
    };
    "/templates/{name}/preview": {
        parameters: {
        };
        post: operations["content_preview_template"];
    };
    "/templates/{name}/unarchive": {
        parameters: {
        };
        post: operations["content_unarchive_template"];
    };
    "/templates/{name}/versions": {
        parameters: {
        };
        get: operations["content_list_versions"];
        post: operations["content_add_version"];
    };
    "/templates/preview": {
        parameters: {
        };
        post: operations["content_preview_draft"];
    };
    "/waitlist/board": {
        parameters: {
        };
        get: operations["waitlist_show_day"];
    };
    "/waitlist/bookings": {
        parameters: {
        };
        get: operations["waitlist_list_bookings"];
        post: operations["waitlist_book"];
    };
    "/waitlist/bookings/{booking_id}": {
        parameters: {
        };
        get: operations["waitlist_show_booking"];
    };
    "/waitlist/bookings/{booking_id}/attendance": {
        parameters: {
        };
        post: operations["waitlist_mark"];
    };
    "/waitlist/bookings/{booking_id}/cancel": {
        parameters: {
        };
        post: operations["waitlist_cancel"];
    };
    "/waitlist/bookings/to-come": {
        parameters: {
        };
        get: operations["waitlist_list_to_come"];
    };
    "/waitlist/entries": {
        parameters: {
        };
        get: operations["waitlist_list_entries"];
        post: operations["waitlist_join"];
    };
    "/waitlist/entries/{entry_id}": {
        parameters: {
        };
        get: operations["waitlist_show_entry"];
        put: operations["waitlist_change_entry"];
    };
    "/waitlist/entries/{entry_id}/chances": {
        parameters: {
        };
        get: operations["waitlist_list_chances"];
    };
    "/waitlist/entries/{entry_id}/leave": {
        parameters: {
        };
        post: operations["waitlist_leave"];
    };
    "/waitlist/entries/{entry_id}/restore": {
        parameters: {
        };
        post: operations["waitlist_restore"];
    };
    "/waitlist/figures": {
        parameters: {
        };
        get: operations["waitlist_show_figures"];
    };
    "/waitlist/offers": {
        parameters: {
        };
        get: operations["waitlist_list_offers"];
    };
    "/waitlist/offers/{offer_id}": {
        parameters: {
        };
        get: operations["waitlist_show_offer"];
    };
    "/waitlist/offers/{offer_id}/answer": {
        parameters: {
        };
        post: operations["waitlist_answer_offer"];
    };
    "/waitlist/services": {
        parameters: {
        };
        get: operations["waitlist_list_services"];
        post: operations["waitlist_add_service"];
    };
    "/waitlist/services/{service_id}": {
        parameters: {
        };
        put: operations["waitlist_change_service"];
        delete: operations["waitlist_archive_service"];
    };
    "/waitlist/settings": {
        parameters: {
        };
        get: operations["waitlist_show_settings"];
        put: operations["waitlist_set_settings"];
    };
    "/waitlist/setup": {
        parameters: {
        };
        post: operations["waitlist_set_up"];
    };
    "/waitlist/slots": {
        parameters: {
        };
        get: operations["waitlist_list_slots"];
        post: operations["waitlist_add_slot"];
    };
    "/waitlist/slots/{slot_id}": {
        parameters: {
        };
        get: operations["waitlist_show_slot"];
    };
    "/waitlist/slots/{slot_id}/close": {
        parameters: {
        };
        post: operations["waitlist_close_slot"];
    };
    "/waitlist/slots/{slot_id}/matches": {
        parameters: {
        };
        get: operations["waitlist_list_matches"];
    };
    "/waitlist/slots/{slot_id}/open": {
        parameters: {
        };
        post: operations["waitlist_open_slot"];
    };
    "/waitlist/slots/from-hours": {
        parameters: {
        };
        post: operations["waitlist_add_from_hours"];
    };
    "/waitlist/staff": {
        parameters: {
        };
        get: operations["waitlist_list_staff"];
        post: operations["waitlist_add_member"];
    };
    "/waitlist/staff/{staff_id}": {
        parameters: {
        };
        put: operations["waitlist_change_member"];
    };
    "/wordings": {
        parameters: {
        };
        get: operations["consent_list_wordings"];
    };
    "/wordings/{key}": {
        parameters: {
        };
        get: operations["consent_show_wording"];
        post: operations["consent_add_wording"];
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Activated: {
            accept_unknown_prices: boolean;
            activated_at: string | null;
            budget: string | null;
            channel: components["schemas"]["Channel"];
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            daily_send_limit: number;
            description: string;
            each_person: boolean;
            end_date: string | null;
            estimated_completion_date: string | null;
            estimated_days: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            objective: string;
            paused_reason: string | null;
            priority: number;
            programme: string;
            purpose: components["schemas"]["Purpose"];
            quiet_days: number[];
            recipients: number;
            sender_id: string | null;
            sending_hours: components["schemas"]["SendingHoursShown"];
            start_date: string | null;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
            target_audience: {
                [key: string]: unknown;
            } | null;
            template_name: string | null;
            type: components["schemas"]["CampaignType"];
            /** Format: date-time */
            updated_at: string;
        };
        ActorShown: {
            actor: string;
            here: boolean;
            name: string;
        };
        ActorsShown: {
            items: components["schemas"]["ActorShown"][];
        };
        AddressShown: {
            country: string | null;
            /** Format: uuid */
            id: string;
            line_type: components["schemas"]["LineType"] | null;
            masked: string;
            phone_verified_at: string | null;
            phone_verified_how: string | null;
            preference: number;
            value: string;
        };
        AgentShown: {
            name: string;
            /** Format: uuid */
            user_id: string;
        };
        AllHoursSet: {
            hours: components["schemas"]["HoursSet"][];
        };
        AllInboxFiguresShown: {
            all: components["schemas"]["InboxFiguresShown"];
            items: components["schemas"]["InboxFiguresShown"][];
        };
        AllowedShown: {
            /** Format: date-time */
            added_at: string;
            added_by: string;
            /** Format: uuid */
            id: string;
            label: string;
        };
        AmissShown: {
            code: components["schemas"]["FindingCode"];
            fix: string;
            sentence: string;
            since: string | null;
        };
        /** @enum {string} */
        Answer: "yes" | "no" | "cancel" | "end" | "mine" | "1" | "2" | "3" | "4" | "5";
        AppDeviceSent: {
            token: string;
        };
        AppDeviceShown: {
            former: boolean;
            /** Format: uuid */
            id: string;
            masked: string;
            /** Format: date-time */
            registered_at: string;
        };
        AppointmentSent: {
            at?: string | null;
        };
        /** @enum {string} */
        ApprovalState: "asked" | "approved" | "refused" | "void" | "used";
        Asked: {
            conditions?: {
                [key: string]: unknown;
            } | null;
            sample?: number;
            text?: string | null;
        };
        AskedShown: {
            accept_unknown_prices: boolean;
            budget: string | null;
            cost: string;
            currency: string;
            daily_send_limit: number;
            end_date: string | null;
            programme: string;
            quiet_days: number[];
            recipients: number;
            segments: number;
            sender_id: string | null;
            sending_hours: components["schemas"]["SendingHoursShown"];
            start_date: string | null;
            template_name: string;
            template_version: number;
            unknown_prices: {
                [key: string]: number;
            };
        };
        Assigned: {
            team_id?: string | null;
            user_id?: string | null;
        };
        Attaching: {
            caption?: string;
            content: string;
            content_type?: string;
            /** @enum {string} */
            kind?: "image" | "video" | "audio" | "document";
            name?: string;
            /** Format: uuid */
            sender_id: string;
        };
        /** @enum {string} */
        AttachmentKind: "image" | "video" | "audio" | "document" | "sticker";
        AttachmentShown: {
            content_type: string;
            explanation: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["AttachmentKind"];
            name: string;
            refused: components["schemas"]["Refusal"] | null;
            shown: boolean;
            size: number | null;
            state: components["schemas"]["AttachmentState"];
        };
        /** @enum {string} */
        AttachmentState: "waiting" | "kept" | "refused";
        AttemptShown: {
            beside: boolean;
            channel: components["schemas"]["Channel"];
            cost_micros: number | null;
            counts_as_arrived: boolean;
            currency: string | null;
            delivered_at: string | null;
            message_id: string;
            next_after: string | null;
            /** Format: date-time */
            planned_at: string;
            price_micros: number | null;
            provider_id: string | null;
            read_at: string | null;
            reason: components["schemas"]["tidings__notices__http__models__ReasonShown"] | null;
            segments: number | null;
            sent_at: string | null;
            state: string | null;
            step: number;
        };
        Attendance: {
            came: boolean;
        };
        AttributeShown: {
            choices: string[];
            contacts: number | null;
            declared: boolean;
            labels: {
                [key: string]: string;
            };
            name: string;
            personal: boolean;
            required: boolean;
            type: components["schemas"]["AttributeType"] | null;
        };
        AttributesShown: {
            items: components["schemas"]["AttributeShown"][];
            strict: boolean;
        };
        /** @enum {string} */
        AttributeType: "text" | "number" | "bool" | "date" | "choice";
        AudienceReachShown: {
            at_least: number;
            at_most: number;
            audience: number;
            looked_at: number;
            losses: components["schemas"]["LossShown"][];
            places: components["schemas"]["PlaceReachShown"][];
            reachable: number;
            warnings: string[];
            whole: boolean;
        };
        AuditShown: {
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            sentence: string;
            subject: string;
            subject_gone: boolean;
            subject_name: string | null;
        };
        AuthenticatorShown: {
            secret: string;
            uri: string;
        };
        AutoAnswerChanged: {
            answers: {
                [key: string]: string;
            };
            /** @default [] */
            channels: components["schemas"]["Channel"][];
            default_locale?: string | null;
            holds?: components["schemas"]["Holds"];
            /** @default [] */
            keywords: string[];
            kind?: components["schemas"]["AutoKind"];
            name: string;
            /** @default {} */
            sayings: {
                [key: string]: string[];
            };
            version?: number | null;
        };
        AutoAnswerSent: {
            answers: {
                [key: string]: string;
            };
            /** @default [] */
            channels: components["schemas"]["Channel"][];
            default_locale?: string | null;
            holds?: components["schemas"]["Holds"];
            /** @default [] */
            keywords: string[];
            kind?: components["schemas"]["AutoKind"];
            name: string;
            /** @default {} */
            sayings: {
                [key: string]: string[];
            };
        };
        AutoAnswerShown: {
            answers: {
                [key: string]: string;
            };
            archived_at: string | null;
            /** Format: date-time */
            changed_at: string;
            changed_by: string;
            channels: components["schemas"]["Channel"][];
            /** Format: date-time */
            created_at: string;
            default_locale: string;
            holds: components["schemas"]["Holds"];
            /** Format: uuid */
            id: string;
            keywords: string[];
            kind: components["schemas"]["AutoKind"];
            name: string;
            sayings: {
                [key: string]: string[];
            };
            version: number;
        };
        AutoAnswersShown: {
            items: components["schemas"]["AutoAnswerShown"][];
        };
        AutoAnswerVersionShown: {
            answers: {
                [key: string]: string;
            };
            /** Format: date-time */
            at: string;
            by: string;
            channels: components["schemas"]["Channel"][];
            default_locale: string;
            holds: components["schemas"]["Holds"];
            keywords: string[];
            kind: components["schemas"]["AutoKind"];
            name: string;
            sayings: {
                [key: string]: string[];
            };
            version: number;
        };
        AutoAnswerVersionsShown: {
            items: components["schemas"]["AutoAnswerVersionShown"][];
        };
        /** @enum {string} */
        AutoKind: "question" | "keyword";
        AutomationSent: {
            again_after_minutes?: number;
            /** @default [] */
            days_off: string[];
            escalation_team?: string | null;
            /** @default [] */
            hours: components["schemas"]["InboxHours"][];
            likely?: number;
            most_a_day?: number;
            on?: boolean;
            quiet_after_agent_minutes?: number;
            sure?: number;
            survey?: boolean;
            survey_after_minutes?: number;
            survey_every_days?: number;
            tell_closed?: boolean;
            /** @default {} */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            usual_words?: boolean;
            /** @default {} */
            words: {
                [key: string]: string[];
            };
        };
        AutomationShown: {
            again_after_minutes?: number;
            /** @default [] */
            days_off: string[];
            escalation_team?: string | null;
            /** @default [] */
            hours: components["schemas"]["InboxHours"][];
            likely?: number;
            most_a_day?: number;
            on?: boolean;
            quiet_after_agent_minutes?: number;
            sure?: number;
            survey?: boolean;
            survey_after_minutes?: number;
            survey_every_days?: number;
            tell_closed?: boolean;
            /** @default {} */
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            usual_words?: boolean;
            /** @default {} */
            words: {
                [key: string]: string[];
            };
        };
        /** @enum {string} */
        Because: "fits" | "keyword" | "words" | "between" | "close" | "nothing" | "off" | "again" | "enough" | "agent" | "asked" | "unclear" | "no_way" | "late" | "rated";
        BoardShown: {
            /** Format: date-time */
            since: string;
            slots: components["schemas"]["SlotOfDay"][];
            /** Format: date-time */
            until: string;
        };
        BookingSent: {
            /** Format: uuid */
            contact_id: string;
            party?: number;
            /** Format: uuid */
            slot_id: string;
        };
        BookingShown: {
            /** Format: date-time */
            booked_at: string;
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            next_reminder: string | null;
            offer_id: string | null;
            party: number;
            slot: components["schemas"]["SlotNamed"] | null;
            /** Format: uuid */
            slot_id: string;
            state: components["schemas"]["BookingState"];
            via: string;
        };
        /** @enum {string} */
        BookingState: "booked" | "cancelled" | "attended" | "no_show";
        /** @enum {string} */
        BoxState: "ticked" | "unticked" | "pre_ticked" | "none";
        BreakShown: {
            fault: components["schemas"]["Fault"];
            gone: number;
            link: number | null;
        };
        BringerShown: {
            email: string | null;
            name: string | null;
            phone: string | null;
        };
        BudgetSent: {
            month_micros: number;
            stops?: components["schemas"]["Stops"];
            warn_percent?: number;
        };
        BudgetShown: {
            amount: string;
            channel: components["schemas"]["Channel"];
            committed: string;
            currency: string;
            estimated: string;
            left: string;
            planned: string | null;
            spent: string;
            unpriced: number;
        };
        "Button-Input": {
            phone_number?: string | null;
            text: string;
            type: components["schemas"]["ButtonType"];
            url?: string | null;
            value?: string | null;
        };
        "Button-Output": {
            phone_number?: string | null;
            text: string;
            type: components["schemas"]["ButtonType"];
            url?: string | null;
            value?: string | null;
        };
        /** @enum {string} */
        ButtonType: "quick_reply" | "url" | "phone_number";
        /** @enum {string} */
        By: "day" | "agent" | "team" | "channel";
        /** @enum {string} */
        CallKind: "receipts" | "inbound";
        CampaignChanges: {
            accept_unknown_prices?: boolean;
            budget?: number | string | null;
            daily_send_limit?: number;
            description?: string;
            each_person?: boolean;
            end_date?: string | null;
            name?: string;
            objective?: string;
            priority?: number;
            programme?: string;
            quiet_days?: number[];
            sender_id?: string | null;
            sending_hours?: components["schemas"]["SendingHours"];
            start_date?: string | null;
            target_audience?: {
                [key: string]: unknown;
            } | null;
            template_name?: string;
            type?: components["schemas"]["CampaignType"];
        };
        CampaignShown: {
            accept_unknown_prices: boolean;
            activated_at: string | null;
            budget: string | null;
            channel: components["schemas"]["Channel"];
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            daily_send_limit: number;
            description: string;
            each_person: boolean;
            end_date: string | null;
            estimated_completion_date: string | null;
            estimated_days: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            objective: string;
            paused_reason: string | null;
            priority: number;
            programme: string;
            purpose: components["schemas"]["Purpose"];
            quiet_days: number[];
            sender_id: string | null;
            sending_hours: components["schemas"]["SendingHoursShown"];
            start_date: string | null;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
            target_audience: {
                [key: string]: unknown;
            } | null;
            template_name: string | null;
            type: components["schemas"]["CampaignType"];
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        CampaignType: "enrollment" | "retention" | "event" | "nurture";
        CannedSent: {
            default_locale?: string | null;
            shortcut: string;
            team_id?: string | null;
            texts: {
                [key: string]: string;
            };
            title: string;
        };
        CannedShown: {
            archived_at: string | null;
            /** Format: date-time */
            changed_at: string;
            changed_by: string;
            default_locale: string;
            /** Format: uuid */
            id: string;
            shortcut: string;
            team_id: string | null;
            texts: {
                [key: string]: string;
            };
            title: string;
        };
        CapSet: {
            /** @default [] */
            channels: components["schemas"]["Channel"][];
            hours: number;
            most: number;
        };
        CapShown: {
            channels: components["schemas"]["Channel"][];
            hours: number;
            most: number;
        };
        CapsSet: {
            caps: components["schemas"]["CapSet"][];
        };
        /** @enum {string} */
        Carries: "text" | "template" | "buttons" | "menu" | "place" | "file";
        CascadeShown: {
            high_value_only: components["schemas"]["Channel"][];
            name: string;
            ways: components["schemas"]["WayShown"][];
            words: {
                [key: string]: string;
            };
        };
        CascadesShown: {
            counts_as_arrived: components["schemas"]["Channel"][];
            items: components["schemas"]["CascadeShown"][];
            wait_seconds: {
                [key: string]: number;
            };
        };
        /** @enum {string} */
        Category: "marketing" | "utility" | "authentication";
        /** @enum {string} */
        Chain: "audit" | "consent";
        ChanceShown: {
            ahead: number;
            channels: {
                [key: string]: string;
            };
            slot: components["schemas"]["SlotNamed"];
            told: {
                [key: string]: string;
            };
            why_not: components["schemas"]["Misfit"] | null;
        };
        /** @enum {string} */
        Channel: "sms" | "whatsapp" | "email" | "push";
        ChannelShown: {
            beside: boolean;
            channel: components["schemas"]["Channel"];
            reason: components["schemas"]["tidings__notices__http__models__ReasonShown"] | null;
            usable: boolean;
        };
        CheckedShown: {
            breaks: components["schemas"]["BreakShown"][];
            head: string | null;
            lines: number;
            links: number;
            waiting: number;
            whole: boolean;
        };
        CheckShown: {
            detail: string;
            limit: number | null;
            limit_told: boolean;
            ok: boolean;
            sandboxed: boolean;
        };
        Classified: {
            explanation: {
                [key: string]: string;
            };
            reading: components["schemas"]["ReadingKind"];
            why: string;
        };
        /** @enum {string} */
        Clock: "organisation" | "recipient";
        ClosedDayShown: {
            /** Format: date */
            day: string;
            rules: components["schemas"]["ClosingRuleShown"][];
        };
        ClosingRuleShown: {
            pack: string;
            people: number;
            rule: string;
            source: string;
            title: string;
            where: string;
        };
        ColumnShown: {
            column: string;
            field: string;
        };
        ConditionsSent: {
            conditions?: {
                [key: string]: unknown;
            } | null;
            text?: string | null;
        };
        ConnectionChanged: {
            api_base?: string | null;
            credentials?: {
                [key: string]: string;
            };
        };
        ConnectionMade: {
            api_base?: string | null;
            credentials: {
                [key: string]: string;
            };
            name: string;
            provider: string;
        };
        ConnectionShown: {
            api_base: string;
            callbacks: {
                [key: string]: string;
            };
            check_detail: string | null;
            check_ok: boolean | null;
            checked_at: string | null;
            /** Format: date-time */
            created_at: string;
            credentials: components["schemas"]["CredentialShown"][];
            from_environment: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            provider: string;
            status: components["schemas"]["tidings__channels__types__Status"];
            status_reason: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        ConsentAttested: {
            /** Format: date-time */
            attested_at: string;
            attested_by: string;
            /**
             * @default [
             *       "sms"
             *     ]
             */
            channels: components["schemas"]["Channel"][];
            source: string;
            wording: string;
        };
        ConsentOfFileShown: {
            /** Format: date-time */
            attested_at: string;
            attested_by: string;
            channels: components["schemas"]["Channel"][];
            source: string;
            wording: string;
        };
        ConsentShown: {
            /** Format: date-time */
            attested_at: string;
            attested_by: string;
            channels: components["schemas"]["Channel"][];
            source: string;
            wording: string;
        };
        ConsentsShown: {
            history: components["schemas"]["tidings__consent__http__people__EventShown"][];
            states: components["schemas"]["StateShown"][];
            suppressions: components["schemas"]["SuppressionShown"][];
        };
        /** @enum {string} */
        ConsentStatus: "granted" | "withdrawn";
        ContactSent: {
            attributes?: {
                [key: string]: string | boolean | number | null;
            } | null;
            country?: string | null;
            /** @default [] */
            emails: string[];
            external_id?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            lifecycle?: string | null;
            locale?: string | null;
            /** @default [] */
            phones: components["schemas"]["PhoneSent"][];
            postcode?: string | null;
            region?: string | null;
            tags?: string[] | null;
            time_zone?: string | null;
            /** @default [] */
            whatsapp_users: string[];
        };
        ContactShown: {
            attributes: {
                [key: string]: string | boolean | number;
            };
            country: string | null;
            /** Format: date-time */
            created_at: string;
            emails: components["schemas"]["AddressShown"][];
            external_id: string | null;
            first_name: string | null;
            /** Format: uuid */
            id: string;
            last_name: string | null;
            lifecycle: string;
            locale: string | null;
            locale_source: string | null;
            phones: components["schemas"]["AddressShown"][];
            postcode: string | null;
            region: string | null;
            tags: string[];
            time_zone: string | null;
            time_zone_source: string | null;
            /** Format: date-time */
            updated_at: string;
            whatsapp_users: components["schemas"]["AddressShown"][];
        };
        ConversationPlaceShown: {
            address: string;
            latitude: number;
            longitude: number;
            name: string;
        };
        CopyShown: {
            accept_unknown_prices: boolean;
            activated_at: string | null;
            budget: string | null;
            channel: components["schemas"]["Channel"];
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            daily_send_limit: number;
            description: string;
            each_person: boolean;
            end_date: string | null;
            estimated_completion_date: string | null;
            estimated_days: number | null;
            /** Format: uuid */
            id: string;
            name: string;
            objective: string;
            paused_reason: string | null;
            priority: number;
            programme: string;
            purpose: components["schemas"]["Purpose"];
            quiet_days: number[];
            recipients_added: number;
            sender_id: string | null;
            sending_hours: components["schemas"]["SendingHoursShown"];
            start_date: string | null;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
            target_audience: {
                [key: string]: unknown;
            } | null;
            template_name: string | null;
            type: components["schemas"]["CampaignType"];
            /** Format: date-time */
            updated_at: string;
        };
        Count: {
            count: number;
            more: boolean;
        };
        CountShown: {
            size: number;
            warnings: string[];
        };
        CourseChanges: {
            attributes?: {
                [key: string]: string | boolean | number;
            } | null;
            capacity?: number | null;
            description?: string | null;
            ends_on?: string | null;
            name?: string | null;
            starts_on?: string | null;
            status?: components["schemas"]["CourseStatus"] | null;
            tags?: string[] | null;
        };
        CourseShown: {
            attributes: {
                [key: string]: string | boolean | number;
            };
            capacity: number | null;
            /** Format: date-time */
            created_at: string;
            description: string;
            ends_on: string | null;
            key: string;
            name: string;
            starts_on: string | null;
            status: components["schemas"]["CourseStatus"];
            tags: string[];
            taken: number;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        CourseStatus: "draft" | "open" | "closed" | "cancelled";
        CredentialShown: {
            hint: string;
            name: string;
        };
        CredentialWanted: {
            environment: string | null;
            form: string;
            label: string;
            name: string;
            required: boolean;
            secret: boolean;
            without: string | null;
        };
        DaySpentShown: {
            /** Format: date */
            day: string;
            estimated: string;
            spent: string;
            unpriced: number;
        };
        DaysToSet: {
            days: number | null;
            kind: components["schemas"]["tidings__retention__types__Kind"];
        };
        DearShown: {
            character: string;
            name: string;
            reason: components["schemas"]["Reason"];
            replacement: string | null;
            segments_saved: number;
        };
        /** @enum {string} */
        "Decision-Output": "opt_out" | "keep";
        DefaultShown: {
            channel: string;
            on: boolean;
            purpose: components["schemas"]["Purpose"];
            source: string;
            /** Format: date */
            valid_from: string;
        };
        DefaultsShown: {
            items: components["schemas"]["DefaultShown"][];
        };
        DefinitionSent: {
            /** @default [] */
            choices: string[];
            /** @default {} */
            labels: {
                [key: string]: string;
            };
            personal?: boolean;
            required?: boolean;
            type: components["schemas"]["AttributeType"];
        };
        /** @enum {string} */
        Derivation: "statement" | "general" | "default";
        DeviceSent: {
            brand?: string;
            kind: string;
            model?: string;
            problem?: string | null;
            serial?: string | null;
        };
        DeviceShown: {
            brand: string;
            kind: string;
            model: string;
            name: string;
            problem: string | null;
            serial: string | null;
        };
        /** @enum {string} */
        Does: "answered" | "keyword" | "closed" | "late" | "escalated" | "suggested" | "person" | "surveyed";
        /** @enum {string} */
        Doing: "looking" | "writing";
        DoneShown: {
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
        };
        Draft: {
            body: components["schemas"]["EmailBody-Input"] | components["schemas"]["PushBody-Input"] | components["schemas"]["WhatsAppBody-Input"] | components["schemas"]["SmsBody-Input"];
            channel: components["schemas"]["Channel"];
            locale: string;
            person?: components["schemas"]["SamplePerson"];
        };
        DraftShown: {
            buttons: string[];
            footer: string;
            header: string;
            html: string;
            locale: string;
            missing: string[];
            sms: components["schemas"]["SmsCountShown"] | null;
            text: string;
            variables: string[];
        };
        DryRunShown: {
            closed: components["schemas"]["ClosedDayShown"][];
            cost: string;
            currency: string;
            days: components["schemas"]["tidings__campaigns__http__foresight__DayShown"][];
            finishes_at: string | null;
            first: components["schemas"]["ForeseenShown"][];
            hours: components["schemas"]["HourShown"][];
            left_out: components["schemas"]["tidings__campaigns__http__foresight__LeftOutShown"][];
            people: number;
            put_off: {
                [key: string]: number;
            };
            reroutes: components["schemas"]["RerouteShown"][];
            segments: number;
            texts: components["schemas"]["TextFindingShown"][];
            unknown_prices: {
                [key: string]: number;
            };
            will_get_it: number;
        };
        DueShown: {
            at_least: boolean;
            confidence: string;
            days: number | null;
            default_days: number | null;
            due_in_30_days: number;
            due_now: number;
            kind: components["schemas"]["tidings__retention__types__Kind"];
            least: number;
            most: number;
            own: boolean;
            sentence: string;
            source: string;
            /** Format: date */
            valid_from: string;
        };
        DuplicateShown: {
            evidence: components["schemas"]["EvidenceShown"][];
            /** Format: uuid */
            keep_id: string;
            keep_name: string | null;
            /** Format: uuid */
            other_id: string;
            other_name: string | null;
            suggestion: string;
            why: string;
        };
        "EmailBody-Input": {
            html?: string;
            postal_address?: string;
            subject: string;
            text: string;
        };
        "EmailBody-Output": {
            html?: string;
            postal_address?: string;
            subject: string;
            text: string;
        };
        EmailDeclared: {
            /** @enum {string} */
            how: "in_person" | "by_phone" | "in_writing";
        };
        /** @enum {string} */
        Encoding: "GSM-7" | "UCS-2";
        EnrolmentSent: {
            reason?: string | null;
            since?: string | null;
            status: components["schemas"]["EnrolmentStatus"];
        };
        EnrolmentShown: {
            /** Format: uuid */
            contact_id: string;
            course: string;
            enrolled_at: string | null;
            /** Format: date-time */
            since: string;
            status: components["schemas"]["EnrolmentStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        EnrolmentsSent: {
            create_contacts?: boolean;
            enrolments: {
                /** Format: uuid */
                contact_id?: string;
                email?: string;
                external_id?: string;
                phone?: string;
                reason?: string;
                since?: string;
                /** @enum {string} */
                status: "applied" | "active" | "paused" | "completed" | "dropped";
            }[];
        };
        /** @enum {string} */
        EnrolmentStatus: "applied" | "active" | "paused" | "completed" | "dropped";
        EntryChanged: {
            priority?: number;
            /**
             * @default {
             *       "staff_ids": [],
             *       "weekdays": [],
             *       "party": 1
             *     }
             */
            wishes: components["schemas"]["WishesSent"];
        };
        EntrySent: {
            /** Format: uuid */
            contact_id: string;
            priority?: number;
            /** Format: uuid */
            service_id: string;
            /**
             * @default {
             *       "staff_ids": [],
             *       "weekdays": [],
             *       "party": 1
             *     }
             */
            wishes: components["schemas"]["WishesSent"];
        };
        /** @enum {string} */
        EntryState: "waiting" | "booked" | "left";
        ErasedShown: {
            removed: {
                [key: string]: number;
            };
        };
        /** @enum {string} */
        ErrorFormat: "json" | "csv";
        Escalated: {
            reason?: string;
            team_id?: string | null;
            urgency: string;
        };
        EscalatedShown: {
            /** Format: date-time */
            since: string;
            threads: number;
            urgent: number;
        };
        EstimateAnswerSent: {
            agreed: boolean;
            estimate: number;
        };
        EstimateSent: {
            labour_cents: number;
            note?: string | null;
            parts_cents: number;
            vat_percent?: number | string | null;
        };
        EventNameShown: {
            last_30_days: number;
            /** Format: date-time */
            last_at: string;
            name: string;
        };
        EventNamesShown: {
            items: components["schemas"]["EventNameShown"][];
        };
        EventsSent: {
            create_contacts?: boolean;
            events: {
                /** Format: date-time */
                at?: string;
                /** Format: uuid */
                contact_id?: string;
                email?: string;
                external_id?: string;
                id?: string;
                name: string;
                phone?: string;
                properties?: Record<string, never>;
            }[];
        };
        EventsTakenShown: {
            contacts_created: number;
            recorded: number;
            refused: components["schemas"]["tidings__contacts__http__events__WrongRowShown"][];
            repeated: number;
        };
        /** @enum {string} */
        EventWhat: "opened" | "reopened" | "assigned" | "team_assigned" | "given_back" | "pending" | "snoozed" | "woke" | "resolved" | "escalated" | "calmed" | "reply_failed" | "reply_unconfirmed" | "auto_answered" | "suggested" | "survey_sent" | "survey_not_sent" | "survey_answered";
        /** @enum {string} */
        Every: "hourly" | "daily";
        EvidenceShown: {
            kind: string;
            value: string;
        };
        /** @enum {string} */
        Fault: "head_missing" | "link_missing" | "link_changed" | "lines_changed" | "lines_unsealed" | "states_changed";
        FaultsChanged: {
            meta?: components["schemas"]["ProviderState"] | null;
            receipts?: components["schemas"]["ReceiptsState"] | null;
            twilio?: components["schemas"]["ProviderState"] | null;
        };
        FaultShown: {
            fix: string;
            message: string;
            path: string | null;
            place: number | null;
        };
        FaultsShown: {
            meta: components["schemas"]["ProviderState"];
            receipts: components["schemas"]["ReceiptsState"];
            twilio: components["schemas"]["ProviderState"];
        };
        FieldProblem: {
            code: string;
            field: string;
            message: string;
            source: string;
        };
        FiguresShown: {
            attended: number;
            bookings: number;
            by_channel: components["schemas"]["ResponseShown"][];
            cancelled: number;
            no_shows: number;
            offers: number;
            /** Format: date-time */
            since: string;
            slots_freed: number;
        };
        FileTakenShown: {
            changed: number;
            contacts_created: number;
            refused: components["schemas"]["WrongLineShown"][];
            unchanged: number;
        };
        FilingShown: {
            category: components["schemas"]["Category"];
            /** Format: date-time */
            changed_at: string;
            comes_at: string | null;
            coming: components["schemas"]["Category"] | null;
            former: components["schemas"]["Category"] | null;
            language: string;
            provider: string;
            provider_name: string;
            seen_at: string | null;
        };
        FilledShown: {
            locale: string;
            missing: string[];
            text: string;
        };
        /** @enum {string} */
        FindingCode: "sending_stopped" | "no_worker" | "no_sender" | "no_sender_open" | "connection_stopped" | "connection_unset" | "sender_stopped" | "sender_unset" | "sender_held" | "messages_unconfirmed" | "callbacks_not_applied" | "release_failing" | "all_releases_failing" | "allow_list_only";
        FindingShown: {
            code: components["schemas"]["FindingCode"];
            fix: string;
            sentence: string;
            since: string | null;
            subject_id: string | null;
        };
        FitShown: {
            /** Format: uuid */
            answer_id: string;
            score: number;
            words: string[];
        };
        ForeseenShown: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            contact_id: string;
            name: string | null;
        };
        ForetellSent: {
            appointment_at?: string | null;
            estimate?: components["schemas"]["PriceSent"] | null;
            status?: components["schemas"]["tidings__repairs__types__tickets__Status"] | null;
        };
        ForetoldShown: {
            kind: string | null;
            name: string | null;
            tellings: components["schemas"]["TellingShown"][];
        };
        FoundShown: {
            aside: string;
            at?: string | null;
            id: string;
            kind: components["schemas"]["tidings__apps__api__finding__Kind"];
            name: string;
        };
        FoundsShown: {
            items: components["schemas"]["FoundShown"][];
        };
        FurnishedShown: {
            kinds: string[];
            templates: string[];
            texts: components["schemas"]["ShopTextShown"][];
        };
        HabitShown: {
            channel: components["schemas"]["Channel"];
            engaged: number;
            tried: number;
            worked: number;
        };
        HaltShown: {
            code: string;
            fix: string | null;
            said: string | null;
            sender: string | null;
            sentence: string;
            until: string | null;
        };
        "Header-Input": {
            filename?: string | null;
            kind: components["schemas"]["HeaderKind"];
            link?: string | null;
            parameter?: string | null;
            text?: string;
        };
        "Header-Output": {
            filename?: string | null;
            kind: components["schemas"]["HeaderKind"];
            link?: string | null;
            parameter?: string | null;
            text?: string;
        };
        /** @enum {string} */
        HeaderKind: "text" | "image" | "video" | "document";
        HeadShown: {
            chain: string;
            head: string | null;
        };
        HeadsShown: {
            items: components["schemas"]["HeadShown"][];
        };
        HealthShown: {
            campaigns_active: number;
            findings: components["schemas"]["FindingShown"][];
            last_release_at: string | null;
            queue_depth: number;
            senders: components["schemas"]["SenderHealth"][];
            status: components["schemas"]["HealthStatus"];
        };
        /** @enum {string} */
        HealthStatus: "ok" | "attention" | "stopped";
        HolderShown: {
            /** Format: uuid */
            contact_id: string;
            name: string | null;
        };
        /** @enum {string} */
        Holds: "always" | "open" | "closed";
        HomeShown: {
            limits: components["schemas"]["LimitShown"][] | null;
            needs: components["schemas"]["NeedsShown"];
            running: components["schemas"]["RunningShown"][] | null;
            steps: components["schemas"]["StepsShown"];
        };
        HourShown: {
            /** Format: date-time */
            at: string;
            people: number;
        };
        HoursSent: {
            closes: string;
            opens: string;
            weekday: number;
        };
        HoursSet: {
            holidays?: boolean;
            pack?: string | null;
            week?: {
                [key: string]: string;
            } | null;
        };
        ImportedShown: {
            moved: number;
            others: number;
            recorded: number;
            refused: number;
            wrong: components["schemas"]["tidings__consent__http__imports__WrongRowShown"][];
        };
        ImportNeed: {
            failed: boolean;
            failure: string | null;
            file_name: string;
            /** Format: uuid */
            id: string;
            rejected: number;
            rows_done: number;
            /** Format: date-time */
            updated_at: string;
        };
        ImportShown: {
            bytes_done: number;
            bytes_total: number;
            columns: components["schemas"]["ColumnShown"][];
            consent: components["schemas"]["ConsentOfFileShown"] | null;
            created: number;
            delimiter: string;
            dry_run: boolean;
            duplicates: number;
            encoding: string;
            failure: string | null;
            file_name: string;
            /** Format: uuid */
            id: string;
            progress_percentage: number;
            region: string;
            rejected: number;
            rows_done: number;
            seen_at: string | null;
            /** Format: date-time */
            started_at: string;
            status: components["schemas"]["ImportStatus"];
            tags: string[];
            unchanged: number;
            undo_until: string | null;
            updated: number;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        ImportStatus: "waiting" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone";
        /** @enum {string} */
        InboundKind: "text" | "button" | "media" | "location" | "reaction" | "contact" | "other";
        InboundShown: {
            attachments: components["schemas"]["AttachmentShown"][];
            channel: components["schemas"]["Channel"];
            contact_id: string | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["InboundKind"];
            place: components["schemas"]["ConversationPlaceShown"] | null;
            reading: components["schemas"]["ReadingKind"];
            /** Format: date-time */
            received_at: string;
            sender: string;
            sender_id: string | null;
            text: string;
            why: string;
        };
        InboxBringsShown: {
            buttons: string[];
            file: components["schemas"]["InboxSentFileShown"] | null;
            menu: components["schemas"]["InboxMenuShown"] | null;
            place: components["schemas"]["InboxPlaceShown"] | null;
        };
        InboxCountsShown: {
            all: number;
            mentions: number;
            mine: number;
            teams: components["schemas"]["Of"][];
            unassigned: number;
            unread: number;
        };
        InboxEventShown: {
            detail: {
                [key: string]: unknown;
            };
            what: components["schemas"]["EventWhat"];
        };
        InboxFiguresShown: {
            automatic: number;
            conversations: number;
            deflected: number;
            first_response: components["schemas"]["SpansShown"];
            key: string | null;
            rated: number;
            resolution: components["schemas"]["SpansShown"];
            score: number | null;
            scores: number[];
            settling: number;
            surveys: number;
        };
        InboxFileShown: {
            content_type: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["AttachmentKind"];
            name: string;
            shown: boolean;
            size: number | null;
            state: components["schemas"]["AttachmentState"];
        };
        InboxHeardShown: {
            about: string | null;
            files: components["schemas"]["InboxFileShown"][];
            kind: components["schemas"]["InboundKind"];
            place: components["schemas"]["InboxPlaceShown"] | null;
            reading: components["schemas"]["ReadingKind"];
            sender: string;
            why: string;
        };
        InboxHours: {
            closes: string;
            opens: string;
            weekday: number;
        };
        InboxItemShown: {
            /** Format: date-time */
            at: string;
            brings: components["schemas"]["InboxBringsShown"] | null;
            by: string | null;
            channel: components["schemas"]["Channel"] | null;
            event: components["schemas"]["InboxEventShown"] | null;
            heard: components["schemas"]["InboxHeardShown"] | null;
            id: string;
            kind: components["schemas"]["ItemKind"];
            mentions: string[];
            sent: components["schemas"]["InboxSentShown"] | null;
            text: string | null;
        };
        InboxMenuSent: {
            button: string;
            rows: components["schemas"]["InboxRowSent"][];
        };
        InboxMenuShown: {
            button: string;
            rows: components["schemas"]["InboxRowShown"][];
        };
        InboxOpenedShown: {
            address: string | null;
            assignee_id: string | null;
            channel: components["schemas"]["Channel"] | null;
            contact_id: string | null;
            explanation: {
                [key: string]: string;
            };
            heard_at: string | null;
            /** Format: uuid */
            id: string;
            mentioned: boolean;
            /** Format: date-time */
            moved_at: string;
            name: string | null;
            present: components["schemas"]["PresenceShown"][];
            preview: string;
            /** Format: uuid */
            seen_up_to: string;
            snoozed_until: string | null;
            status: components["schemas"]["tidings__inbox__types__Status"];
            team_id: string | null;
            unread: boolean;
            urgency: string;
            waiting_since: string | null;
            ways: components["schemas"]["InboxWayShown"][];
            why: components["schemas"]["Why"];
            window_open_until: string | null;
        };
        InboxPlaceSent: {
            address?: string;
            latitude: number;
            longitude: number;
            name?: string;
        };
        InboxPlaceShown: {
            address: string;
            latitude: number;
            longitude: number;
            name: string;
        };
        InboxReplySent: {
            anyway?: boolean;
            /** @default [] */
            buttons: string[];
            channel?: components["schemas"]["Channel"] | null;
            file_id?: string | null;
            key: string;
            menu?: components["schemas"]["InboxMenuSent"] | null;
            place?: components["schemas"]["InboxPlaceSent"] | null;
            seen_up_to?: string | null;
            subject?: string;
            template?: string | null;
            text?: string;
            then?: components["schemas"]["tidings__inbox__types__Status"];
            /** @default {} */
            values: {
                [key: string]: string;
            };
        };
        InboxReplyShown: {
            by: string;
            channel: components["schemas"]["Channel"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            thread_id: string;
        };
        InboxRowSent: {
            description?: string;
            title: string;
        };
        InboxRowShown: {
            description: string;
            title: string;
        };
        InboxSentFileShown: {
            content_type: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["AttachmentKind"];
            name: string;
            sent: boolean;
            shown: boolean;
            size: number;
        };
        InboxSentShown: {
            delivered_at: string | null;
            explanation: {
                [key: string]: string;
            };
            message_id: string;
            name: string;
            read_at: string | null;
            reason: string | null;
            sent_at: string | null;
            source: string;
            state: string;
        };
        InboxThreadShown: {
            address: string | null;
            assignee_id: string | null;
            channel: components["schemas"]["Channel"] | null;
            contact_id: string | null;
            explanation: {
                [key: string]: string;
            };
            heard_at: string | null;
            /** Format: uuid */
            id: string;
            mentioned: boolean;
            /** Format: date-time */
            moved_at: string;
            name: string | null;
            preview: string;
            /** Format: uuid */
            seen_up_to: string;
            snoozed_until: string | null;
            status: components["schemas"]["tidings__inbox__types__Status"];
            team_id: string | null;
            unread: boolean;
            urgency: string;
            waiting_since: string | null;
            why: components["schemas"]["Why"];
        };
        InboxThreadsShown: {
            items: components["schemas"]["InboxThreadShown"][];
            next_cursor: string | null;
            searched_since: string | null;
            texts_searched: number | null;
        };
        InboxWayShown: {
            carries: components["schemas"]["Carries"][];
            channel: components["schemas"]["Channel"];
            explanation: {
                [key: string]: string;
            };
            reason: string | null;
            state: components["schemas"]["WayState"];
            window_open_until: string | null;
        };
        InvitationShown: {
            path: string;
        };
        /** @enum {string} */
        ItemKind: "inbound" | "reply" | "message" | "note" | "event";
        JudgedShown: {
            /** Format: uuid */
            contact_id: string;
            first_name: string | null;
            last_name: string | null;
            reasons: components["schemas"]["tidings__segments__http__models__ReasonShown"][];
        };
        KeptShown: {
            confidence: string;
            days: number | null;
            default_days: number | null;
            kind: components["schemas"]["tidings__retention__types__Kind"];
            least: number;
            most: number;
            own: boolean;
            sentence: string;
            source: string;
            /** Format: date */
            valid_from: string;
        };
        KeyAsked: {
            consent_basis?: components["schemas"]["ConsentAttested"] | null;
            expires_at?: string | null;
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        KeyMade: {
            key: components["schemas"]["KeyShown"];
            secret: string;
        };
        KeyShown: {
            consent_basis: components["schemas"]["ConsentShown"] | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            last_used_at: string | null;
            name: string;
            prefix: string;
            revoked_at: string | null;
            scopes: components["schemas"]["Scope"][];
        };
        KeysShown: {
            items: components["schemas"]["KeyShown"][];
        };
        KindBudgetNeed: {
            budget_micros: number;
            /** Format: date-time */
            counted_at: string;
            key: string;
            name: string;
            over: boolean;
            spent_micros: number;
            stops: components["schemas"]["Stops"];
        };
        KindBudgetShown: {
            alert: ("near" | "over") | null;
            counted_at: string | null;
            month_micros: number;
            spent_micros: number | null;
            stops: components["schemas"]["Stops"];
            warn_percent: number;
        };
        KindSent: {
            budget?: components["schemas"]["BudgetSent"] | null;
            cascade?: string;
            /** @enum {string} */
            class: "transactional" | "marketing";
            expires_after_seconds?: number;
            group_within_seconds?: number | null;
            grouped_templates?: {
                [key: string]: string;
            };
            high_value?: boolean;
            name: string;
            order?: components["schemas"]["Channel"][];
            programme?: string;
            /** @enum {integer} */
            rollout_percent?: 10 | 25 | 50 | 100;
            rollout_segment_id?: string | null;
            smart?: boolean;
            templates: {
                [key: string]: string;
            };
            wait_seconds?: {
                [key: string]: number;
            };
        };
        KindShown: {
            archived_at: string | null;
            budget: components["schemas"]["KindBudgetShown"] | null;
            cascade: string;
            /** Format: date-time */
            changed_at: string;
            class: components["schemas"]["Purpose"];
            /** Format: date-time */
            created_at: string;
            expires_after_seconds: number;
            group_within_seconds: number | null;
            grouped_templates: {
                [key: string]: string;
            };
            high_value: boolean;
            key: string;
            name: string;
            order: components["schemas"]["Channel"][];
            programme: string;
            rollout_percent: number;
            rollout_segment_id: string | null;
            smart: boolean;
            templates: {
                [key: string]: string;
            };
            wait_seconds: {
                [key: string]: number;
            };
        };
        KindsShown: {
            items: components["schemas"]["KindShown"][];
        };
        LawShown: {
            pack: string;
            rule: components["schemas"]["RuleShown"];
        };
        LeadChanges: {
            owner?: string | null;
            reason?: string | null;
            since?: string | null;
            source?: string | null;
            stage?: components["schemas"]["Stage"] | null;
        };
        LeadShown: {
            /** Format: uuid */
            contact_id: string;
            course: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            owner: string;
            /** Format: date-time */
            since: string;
            source: string;
            stage: components["schemas"]["Stage"];
            /** Format: date-time */
            updated_at: string;
        };
        LeadsSent: {
            create_contacts?: boolean;
            leads: {
                /** Format: uuid */
                contact_id?: string;
                course: string;
                email?: string;
                external_id?: string;
                owner?: string;
                phone?: string;
                reason?: string;
                since?: string;
                source?: string;
                /** @enum {string} */
                stage?: "new" | "contacted" | "qualified" | "applied" | "won" | "lost";
            }[];
        };
        LettersChosen: {
            ids: string[];
        };
        LetterShown: {
            /** Format: uuid */
            connection_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            kept_at: string;
            kind: components["schemas"]["CallKind"];
            /** Format: date-time */
            received_at: string;
            why: string;
        };
        LimitShown: {
            channel: components["schemas"]["Channel"];
            limit: number | null;
            names: string[];
            planned_today: number;
            released_today: number;
            used: number;
            window: string;
        };
        /** @enum {string} */
        LineKind: "message" | "inbound" | "consent" | "suppression" | "event" | "merge";
        LineShown: {
            about: string | null;
            /** Format: date-time */
            at: string;
            channel: string | null;
            key: string;
            kind: components["schemas"]["LineKind"];
            more: {
                [key: string]: unknown;
            };
            sentence: string;
            text: string | null;
            what: string;
        };
        /** @enum {string} */
        LineType: "mobile" | "fixed" | "fixed_or_mobile" | "voip" | "toll_free" | "premium" | "shared_cost" | "pager" | "other" | "unknown";
        LinkUsed: {
            secret: string;
        };
        ListedShown: {
            changed: number;
            unchanged: number;
            unknown: string[];
        };
        ListingShown: {
            added: number;
            already: number;
            invalid: components["schemas"]["NumberLeftAside"][];
        };
        ListLiftedShown: {
            lifted: number;
            still_closed: number;
        };
        /** @enum {string} */
        ListName: "mine" | "unassigned" | "all" | "mentions";
        ListToLift: {
            reason: string;
            source: string;
        };
        LocaleShown: {
            body: components["schemas"]["EmailBody-Output"] | components["schemas"]["PushBody-Output"] | components["schemas"]["WhatsAppBody-Output"] | components["schemas"]["SmsBody-Output"];
            /** Format: date-time */
            created_at: string;
            created_by: string;
            locale: string;
            of_locale: number;
            version: number;
        };
        Locating: {
            latitude: number;
            longitude: number;
            name?: string;
            /** Format: uuid */
            sender_id: string;
        };
        Looked: {
            read: number;
        };
        Looking: {
            message_ids: string[];
        };
        LossShown: {
            first: components["schemas"]["SomebodyShown"][];
            fix: string | null;
            people: number;
            reason: string | null;
            sentence: string;
            step: components["schemas"]["Step"];
        };
        MappingNamed: {
            name: string;
        };
        MappingShown: {
            actor: string;
            columns: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            used_at: string;
        };
        MatchShown: {
            channels: {
                [key: string]: string;
            };
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            /** Format: uuid */
            entry_id: string;
            priority: number;
            rank: number | null;
            told: {
                [key: string]: string;
            };
            /** Format: date-time */
            waits_since: string;
            why_not: components["schemas"]["Misfit"] | null;
        };
        MemberAsked: {
            email: string;
            name: string;
            role: components["schemas"]["Role"];
        };
        MembershipShown: {
            currency: string;
            /** Format: uuid */
            id: string;
            locale: string;
            name: string;
            role: components["schemas"]["Role"];
            scopes: components["schemas"]["Scope"][];
            slug: string;
            time_zone: string;
        };
        MembersShown: {
            items: components["schemas"]["tidings__accounts__http__members__MemberShown"][];
        };
        MergeSent: {
            /** Format: uuid */
            other: string;
        };
        MergeShown: {
            actor: string;
            /** Format: date-time */
            at: string;
            choices: components["schemas"]["tidings__contacts__http__merging__ChoiceShown"][];
            /** Format: uuid */
            gone_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            kept_id: string;
            undone_at: string | null;
        };
        /** @enum {string} */
        Misfit: "other_staff" | "other_day" | "other_hours" | "not_that_soon" | "too_late_for_them" | "too_many" | "asked_already" | "being_asked" | "asked_often" | "no_channel";
        MovedShown: {
            entered: number;
            first: boolean;
            left: number;
        };
        MoveShown: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            contact_id: string;
            entered: boolean;
            first_name: string | null;
            last_name: string | null;
        };
        MovesShown: {
            days: components["schemas"]["tidings__segments__http__models__DayShown"][];
            latest: components["schemas"]["MoveShown"][];
        };
        Moving: {
            advance_seconds: number;
        };
        NamedEnrolment: {
            /** Format: uuid */
            contact_id: string;
            course: string;
            enrolled_at: string | null;
            first_name: string | null;
            last_name: string | null;
            /** Format: date-time */
            since: string;
            status: components["schemas"]["EnrolmentStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        NamedLead: {
            /** Format: uuid */
            contact_id: string;
            course: string;
            /** Format: date-time */
            created_at: string;
            first_name: string | null;
            /** Format: uuid */
            id: string;
            last_name: string | null;
            owner: string;
            /** Format: date-time */
            since: string;
            source: string;
            stage: components["schemas"]["Stage"];
            /** Format: date-time */
            updated_at: string;
        };
        NamedSuppressionShown: {
            address: string | null;
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            detail: string | null;
            ends_at: string | null;
            /** Format: uuid */
            id: string;
            lift_reason: string | null;
            lifted_at: string | null;
            lifted_by: string | null;
            people: components["schemas"]["HolderShown"][];
            reason: components["schemas"]["SuppressionReason"];
            scope: components["schemas"]["SuppressionScope"];
            source: string;
        };
        /** @enum {string} */
        Needed: "sender_name" | "opt_out";
        NeedsShown: {
            approvals: components["schemas"]["WaitingShown"][];
            escalated: components["schemas"]["EscalatedShown"] | null;
            findings: components["schemas"]["AmissShown"][];
            imports: components["schemas"]["ImportNeed"][];
            notice_budgets: components["schemas"]["KindBudgetNeed"][];
            refiled: components["schemas"]["RefiledNeed"][];
            repairs_budget: components["schemas"]["RepairsBudgetShown"] | null;
            unclear_messages: number;
        };
        NewCampaign: {
            accept_unknown_prices?: boolean;
            budget?: number | string | null;
            channel?: components["schemas"]["Channel"] | null;
            daily_send_limit?: number;
            description?: string;
            each_person?: boolean;
            end_date?: string | null;
            name: string;
            objective?: string;
            priority?: number;
            programme?: string;
            purpose?: components["schemas"]["Purpose"] | null;
            /** @default [] */
            quiet_days: number[];
            sender_id?: string | null;
            sending_hours?: components["schemas"]["SendingHours"];
            start_date?: string | null;
            target_audience?: {
                [key: string]: unknown;
            } | null;
            template_name?: string | null;
            type?: components["schemas"]["CampaignType"];
        };
        NewCopy: {
            left_out?: string[] | null;
            name?: string | null;
            template_name?: string | null;
        };
        NewCourse: {
            attributes?: {
                [key: string]: string | boolean | number;
            } | null;
            capacity?: number | null;
            description?: string | null;
            ends_on?: string | null;
            key: string;
            name?: string | null;
            starts_on?: string | null;
            status?: components["schemas"]["CourseStatus"] | null;
            tags?: string[] | null;
        };
        NewLink: {
            channel: components["schemas"]["Channel"];
            days?: number | null;
            /** @enum {string} */
            kind: "p" | "u";
        };
        NewOptIn: {
            /** @enum {string} */
            confirm_by?: "reply" | "link";
            ip?: string | null;
            source: string;
            user_agent?: string;
            wording: string;
        };
        NewRecipients: {
            contact_ids?: string[] | null;
            phone_numbers?: unknown[] | null;
        };
        NewSegment: {
            conditions?: {
                [key: string]: unknown;
            } | null;
            description?: string;
            name: string;
            text?: string | null;
            watched?: boolean;
        };
        NewVerification: {
            address_id?: string | null;
            ip?: string | null;
        };
        /** @enum {string} */
        NotAsked: "asked_lately" | "complained" | "reopened" | "no_way" | "window_closed";
        NoteSent: {
            /** @default [] */
            mentions: string[];
            text: string;
        };
        NoticeAskedShown: {
            differs: string[];
            error: components["schemas"]["WrongShown"] | null;
            id: string | null;
            position: number;
            repeated: boolean;
            state: components["schemas"]["NoticeState"] | null;
        };
        NoticesAskedShown: {
            items: components["schemas"]["NoticeAskedShown"][];
        };
        NoticeSent: {
            address?: string | null;
            contact_id?: string | null;
            data?: {
                [key: string]: unknown;
            };
            key: string;
            kind: string;
            subject_id?: string | null;
            subject_kind?: string | null;
            urgent?: boolean;
        };
        NoticeShown: {
            attempts: components["schemas"]["AttemptShown"][];
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            /** Format: date-time */
            created_at: string;
            ended_at: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            joined_id: string | null;
            key: string;
            kind: string;
            next_look_at: string | null;
            plan: components["schemas"]["tidings__notices__http__models__PlanShown"] | null;
            reason: components["schemas"]["tidings__notices__http__models__ReasonShown"] | null;
            state: components["schemas"]["NoticeState"];
            subject_id: string | null;
            subject_kind: string | null;
        };
        NoticesSent: {
            notices: components["schemas"]["NoticeSent"][];
        };
        /** @enum {string} */
        NoticeState: "waiting" | "sending" | "delivered" | "read" | "answered" | "sent" | "failed" | "refused" | "expired" | "doubtful" | "left_out" | "grouped" | "cancelled";
        NoticeTried: {
            /** Format: uuid */
            contact_id: string;
            data?: {
                [key: string]: unknown;
            };
            kind: string;
        };
        NoticeWhole: {
            attempts: components["schemas"]["AttemptShown"][];
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            /** Format: date-time */
            created_at: string;
            data: {
                [key: string]: unknown;
            };
            ended_at: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            joined_id: string | null;
            key: string;
            kind: string;
            next_look_at: string | null;
            plan: components["schemas"]["tidings__notices__http__models__PlanShown"] | null;
            reason: components["schemas"]["tidings__notices__http__models__ReasonShown"] | null;
            state: components["schemas"]["NoticeState"];
            subject_id: string | null;
            subject_kind: string | null;
        };
        NumberLeftAside: {
            code: string;
            fix: string | null;
            message: string;
            position: number;
        };
        NumbersToAllow: {
            emails?: string[];
            phone_numbers?: string[];
        };
        NumbersToClose: {
            channel: components["schemas"]["Channel"];
            phone_numbers: string[];
            /** @enum {string} */
            reason?: "imported" | "manual";
            scope?: components["schemas"]["SuppressionScope"];
            source: string;
        };
        Of: {
            open: number;
            /** Format: uuid */
            team_id: string;
        };
        OfferAnswered: {
            yes: boolean;
        };
        OfferShown: {
            answer: string | null;
            answered_at: string | null;
            answered_by: string | null;
            channel: string | null;
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            /** Format: uuid */
            entry_id: string;
            expires_at: string | null;
            explanation: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            left_at: string | null;
            notice_id: string | null;
            /** Format: date-time */
            offered_at: string;
            passed_over: components["schemas"]["PassedOver"][];
            slot: components["schemas"]["SlotNamed"] | null;
            /** Format: uuid */
            slot_id: string;
            state: components["schemas"]["OfferState"];
            unclear_id: string | null;
        };
        /** @enum {string} */
        OfferState: "open" | "accepted" | "declined" | "expired" | "taken" | "unreached" | "withdrawn";
        OpenLetterShown: {
            body: string | null;
            body_bytes: number;
            body_cut: boolean;
            /** Format: uuid */
            connection_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            kept_at: string;
            kind: components["schemas"]["CallKind"];
            /** Format: date-time */
            received_at: string;
            why: string;
        };
        OptInShown: {
            asked: number;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            requested_at: string;
            state: components["schemas"]["OptInState"];
        };
        /** @enum {string} */
        OptInState: "pending" | "confirmed" | "declined";
        /** @enum {string} */
        Order: "waiting" | "newest";
        OrderSent: {
            fallback?: components["schemas"]["Channel"] | null;
            primary?: components["schemas"]["Channel"] | null;
            secondary?: components["schemas"]["Channel"] | null;
        };
        OrderShown: {
            fallback: components["schemas"]["Channel"] | null;
            primary: components["schemas"]["Channel"] | null;
            secondary: components["schemas"]["Channel"] | null;
        };
        OrganisationChanged: {
            locale?: string | null;
            name?: string | null;
            region?: string | null;
            time_zone?: string | null;
        };
        OrganisationShown: {
            allow_list_only: boolean;
            /** Format: date-time */
            created_at: string;
            currency: string;
            /** Format: uuid */
            id: string;
            locale: string;
            name: string;
            region: string;
            slug: string;
            stopped_at: string | null;
            stopped_reason: string | null;
            time_zone: string;
        };
        /** @enum {string} */
        Origin: "made" | "hours";
        OutlookShown: {
            expected_on: string | null;
            people_ahead: number | null;
            refusal: components["schemas"]["RefusalShown"] | null;
            waits: components["schemas"]["WaitShown"][];
        };
        OwnerSent: {
            agreed?: components["schemas"]["Channel"][];
            client_phone?: string | null;
            contact_id?: string | null;
            email?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            locale?: string | null;
            phone?: string | null;
        };
        OwnPrice: {
            amount: number | string;
            category?: components["schemas"]["PriceCategory"] | null;
            channel: components["schemas"]["Channel"];
            country?: string | null;
            currency?: string | null;
            provider?: string | null;
            /** Format: date */
            valid_from?: string;
            valid_to?: string | null;
        };
        OwnPrices: {
            /** @default [] */
            prices: components["schemas"]["OwnPrice"][];
            /** @default [] */
            rates: components["schemas"]["OwnRate"][];
        };
        OwnRate: {
            currency: string;
            rate: number | string;
            /** Format: date */
            valid_from?: string;
        };
        Pace: {
            per_hour: number | null;
            per_second?: number | null;
        };
        PackLine: {
            countries: string[];
            id: string;
            name: string;
            /** Format: date */
            reviewed_on: string;
        };
        PackShown: {
            countries: string[];
            id: string;
            name: string;
            /** Format: date */
            reviewed_on: string;
            rules: components["schemas"]["RuleShown"][];
        };
        PassedOver: {
            contact_id: string | null;
            contact_name: string | null;
            /** Format: uuid */
            entry_id: string;
            told: {
                [key: string]: string;
            };
            why: components["schemas"]["Misfit"];
        };
        PasswordByLink: {
            /** Format: password */
            password: string;
            secret: string;
        };
        PasswordChange: {
            /** Format: password */
            new: string;
            /** Format: password */
            present: string;
        };
        PasswordShown: {
            /** Format: password */
            password: string;
        };
        PasswordTaken: {
            email: string;
        };
        PauseReason: {
            reason?: string | null;
        };
        PeopleToAdd: {
            contact_ids?: string[] | null;
            phone_numbers?: string[] | null;
            segment?: string | null;
        };
        PeopleToRemove: {
            contact_ids: string[];
        };
        PersonReachShown: {
            channel: components["schemas"]["Channel"];
            purpose: components["schemas"]["Purpose"];
            reasons: components["schemas"]["ReachReasonShown"][];
            state: components["schemas"]["ReachState"];
            until: string | null;
        };
        PersonShown: {
            email: string;
            has_totp: boolean;
            /** Format: uuid */
            id: string;
            name: string;
            recovery_codes_left: number;
        };
        PhoneButton: {
            answers: boolean;
            description?: string;
            text: string;
        };
        PhoneFile: {
            kind: string;
            link: string;
            name: string;
        };
        PhoneListed: {
            latest: components["schemas"]["PhoneMessage"] | null;
            number: string;
            /** @default [] */
            people: components["schemas"]["PhonePerson"][];
            unreachable: boolean;
        };
        PhoneMessage: {
            answers: string | null;
            /** Format: date-time */
            at: string;
            buttons: components["schemas"]["PhoneButton"][];
            channel: components["schemas"]["Channel"];
            error: number | null;
            file?: components["schemas"]["PhoneFile"] | null;
            footer: string;
            from_person: boolean;
            header: string;
            id: string;
            opens?: string;
            place?: components["schemas"]["PhonePlace"] | null;
            reaction: string | null;
            reacts: boolean;
            sender: string;
            status: string;
            text: string;
        };
        PhonePerson: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        PhonePlace: {
            address: string;
            latitude: number;
            longitude: number;
            name: string;
        };
        PhoneSent: {
            number: string;
            second?: boolean;
        };
        PhoneShown: {
            messages: components["schemas"]["PhoneMessage"][];
            number: string;
            /** @default [] */
            people: components["schemas"]["PhonePerson"][];
            unreachable: boolean;
        };
        PlaceReachShown: {
            country: string | null;
            currency: string;
            people: number;
            price: string | null;
        };
        PlanDayShown: {
            /** Format: date */
            day: string;
            planned: number;
            released: number;
        };
        PolicyShown: {
            caps: components["schemas"]["CapShown"][];
            hours: components["schemas"]["tidings__policy__http__HoursShown"][];
            own_caps: boolean;
            stop_scope: components["schemas"]["StopScope"];
        };
        PortfolioLimit: {
            daily_people: number | null;
        };
        PortfolioMade: {
            provider: string;
            reference: string;
        };
        PortfolioShown: {
            daily_people: number | null;
            /** Format: uuid */
            id: string;
            provider: string;
            reference: string;
            /** Format: date-time */
            updated_at: string;
        };
        PreferencesSent: {
            notificationPreferences?: {
                [key: string]: boolean;
            };
            phone_verified?: boolean | null;
        };
        PreferencesShown: {
            notificationPreferences: {
                [key: string]: boolean;
            };
            phone_verified: boolean;
        };
        PresenceSent: {
            doing?: components["schemas"]["Doing"] | null;
        };
        PresenceShown: {
            doing: components["schemas"]["Doing"];
            /** Format: date-time */
            until: string;
            /** Format: uuid */
            user_id: string;
        };
        Pressing: {
            button: string;
            message_id: string;
        };
        /** @enum {string} */
        PriceCategory: "marketing" | "utility" | "authentication";
        PriceSent: {
            labour_cents: number;
            parts_cents: number;
            vat_percent?: number | string | null;
        };
        PriceShown: {
            amount: string;
            category: components["schemas"]["PriceCategory"] | null;
            channel: components["schemas"]["Channel"];
            country: string | null;
            currency: string;
            per: string;
            provider: string | null;
            source: string;
            /** Format: date */
            valid_from: string;
            valid_to: string | null;
        };
        PricesShown: {
            currency: string;
            listed: components["schemas"]["PriceShown"][];
            own: components["schemas"]["PriceShown"][];
            rates: components["schemas"]["RateShown"][];
        };
        Problem: {
            code: string;
            detail: string;
            errors?: components["schemas"]["FieldProblem"][] | null;
            field?: string | null;
            fix?: string | null;
            request_id?: string | null;
            status: number;
            title: string;
            type: string;
        };
        ProgrammeSent: {
            descriptions?: {
                [key: string]: string;
            };
            name: string;
        };
        ProgrammeShown: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            descriptions: {
                [key: string]: string;
            };
            key: string;
            name: string;
        };
        ProgrammesShown: {
            items: components["schemas"]["ProgrammeShown"][];
        };
        ProofSent: {
            address?: string | null;
            box?: components["schemas"]["BoxState"] | null;
            channels?: components["schemas"]["Channel"][];
            extra?: {
                [key: string]: unknown;
            };
            form_id?: string | null;
            ip?: string | null;
            locale?: string | null;
            purposes?: components["schemas"]["Purpose"][];
            seller?: string | null;
            url?: string | null;
        };
        ProviderShown: {
            channels: components["schemas"]["Channel"][];
            credentials: components["schemas"]["CredentialWanted"][];
            default_api_base: string;
            label: string;
            provider: string;
        };
        /** @enum {string} */
        ProviderState: "fine" | "down" | "slow" | "busy";
        PurgedShown: {
            busy: number;
            kind: components["schemas"]["tidings__retention__types__Kind"];
            removed: number;
        };
        /** @enum {string} */
        Purpose: "marketing" | "transactional" | "tracking";
        "PushBody-Input": {
            link?: string;
            text: string;
            title: string;
        };
        "PushBody-Output": {
            link?: string;
            text: string;
            title: string;
        };
        PutOffShown: {
            /** Format: date-time */
            first_at: string;
            people: number;
            reason: string;
        };
        RateShown: {
            currency: string;
            rate: string;
            /** Format: date */
            valid_from: string;
        };
        ReachableShown: {
            reaches: components["schemas"]["PersonReachShown"][];
            zones: string[];
            zones_told: string | null;
        };
        Reaching: {
            unreachable: boolean;
        };
        ReachReasonShown: {
            code: string;
            fix: string;
            sentence: string;
        };
        /** @enum {string} */
        ReachState: "allowed" | "later" | "refused" | "no_address";
        Reacting: {
            emoji: string;
            message_id: string;
        };
        /** @enum {string} */
        ReadingKind: "opt_out" | "opt_in" | "help" | "answer" | "unclear" | "other";
        ReadSent: {
            read?: boolean;
        };
        /** @enum {string} */
        Reason: "forces_ucs2" | "two_septets";
        /** @enum {string} */
        ReceiptsState: "in_time" | "late" | "lost";
        RecipientsAddedShown: {
            already_in_campaign: number;
            consent: string;
            duplicates: number;
            duplicates_in_request: number;
            invalid: components["schemas"]["RefusedNumberShown"][];
            new_contacts: number;
            recipients_added: number;
            suppressed: components["schemas"]["SuppressedShown"];
            warnings: string[];
        };
        RecipientShown: {
            /** Format: date-time */
            added_at: string;
            address: string | null;
            attempts: number;
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            delivered_at: string | null;
            detail: string | null;
            message_id: string;
            provider_id: string | null;
            queued_at: string | null;
            quoted: boolean;
            read_at: string | null;
            reason: string | null;
            segments: number | null;
            sent_at: string | null;
            settled_at: string | null;
            status: string;
        };
        RecoveryCodesShown: {
            recovery_codes: string[];
        };
        RefiledNeed: {
            /** Format: date-time */
            changed_at: string;
            comes_at: string | null;
            coming: components["schemas"]["Category"] | null;
            filed: components["schemas"]["Category"];
            marketing: boolean;
            name: string;
            submitted: components["schemas"]["Category"] | null;
        };
        /** @enum {string} */
        Refusal: "gone" | "too_large" | "no_address" | "kind_not_kept" | "altered" | "given_up" | "no_account";
        RefusalReason: {
            reason: string;
        };
        RefusalShown: {
            code: string;
            fix: string;
            sentence: string;
        };
        RefusedNumberShown: {
            code: string;
            position: number;
            reason: string;
            value: string;
        };
        RefusedShown: {
            code: string;
            field: string;
            fix: string;
            position: number;
            reason: string;
        };
        ReleaseShown: {
            campaigns: number;
            completed: number;
            failing: number;
            refused: number;
            released: number;
        };
        RepairsBudgetShown: {
            budget_micros: number;
            /** Format: date-time */
            counted_at: string;
            over: boolean;
            spent_micros: number;
        };
        Replayed: {
            replayed: number;
        };
        RerouteShown: {
            channel: components["schemas"]["Channel"];
            fix: string;
            people: number;
            reachable: number;
            reason: string;
            sentence: string;
        };
        ResponseShown: {
            accepted: number;
            answered: number;
            channel: string;
            half_within_seconds: number | null;
            offers: number;
            response_rate: number | null;
        };
        RetentionShown: {
            items: components["schemas"]["DueShown"][];
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "marketer" | "approver" | "agent" | "analyst";
        RoleShown: {
            role: components["schemas"]["Role"];
            scopes: components["schemas"]["Scope"][];
        };
        RolesShown: {
            items: components["schemas"]["RoleShown"][];
        };
        RowErrorShown: {
            code: string;
            field: string;
            fix: string;
            line: number;
            reason: string;
        };
        Rows_AgentShown_: {
            items: components["schemas"]["AgentShown"][];
            next_cursor?: string | null;
        };
        Rows_AllowedShown_: {
            items: components["schemas"]["AllowedShown"][];
            next_cursor?: string | null;
        };
        Rows_AppDeviceShown_: {
            items: components["schemas"]["AppDeviceShown"][];
            next_cursor?: string | null;
        };
        Rows_ApprovalShown_: {
            items: components["schemas"]["tidings__campaigns__http__approvals__ApprovalShown"][];
            next_cursor?: string | null;
        };
        Rows_AuditShown_: {
            items: components["schemas"]["AuditShown"][];
            next_cursor?: string | null;
        };
        Rows_BookingShown_: {
            items: components["schemas"]["BookingShown"][];
            next_cursor?: string | null;
        };
        Rows_CampaignShown_: {
            items: components["schemas"]["CampaignShown"][];
            next_cursor?: string | null;
        };
        Rows_CannedShown_: {
            items: components["schemas"]["CannedShown"][];
            next_cursor?: string | null;
        };
        Rows_ChanceShown_: {
            items: components["schemas"]["ChanceShown"][];
            next_cursor?: string | null;
        };
        Rows_ConnectionShown_: {
            items: components["schemas"]["ConnectionShown"][];
            next_cursor?: string | null;
        };
        Rows_ContactShown_: {
            items: components["schemas"]["ContactShown"][];
            next_cursor?: string | null;
        };
        Rows_CourseShown_: {
            items: components["schemas"]["CourseShown"][];
            next_cursor?: string | null;
        };
        Rows_DecidedShown_: {
            items: components["schemas"]["tidings__inbox__http__measures__DecidedShown"][];
            next_cursor?: string | null;
        };
        Rows_DoneShown_: {
            items: components["schemas"]["DoneShown"][];
            next_cursor?: string | null;
        };
        Rows_DuplicateShown_: {
            items: components["schemas"]["DuplicateShown"][];
            next_cursor?: string | null;
        };
        Rows_EntryShown_: {
            items: components["schemas"]["tidings__waitlist__http__models__EntryShown"][];
            next_cursor?: string | null;
        };
        Rows_EventShown_: {
            items: components["schemas"]["tidings__contacts__http__events__EventShown"][];
            next_cursor?: string | null;
        };
        Rows_ImportShown_: {
            items: components["schemas"]["ImportShown"][];
            next_cursor?: string | null;
        };
        Rows_InboundShown_: {
            items: components["schemas"]["InboundShown"][];
            next_cursor?: string | null;
        };
        Rows_InboxItemShown_: {
            items: components["schemas"]["InboxItemShown"][];
            next_cursor?: string | null;
        };
        Rows_LetterShown_: {
            items: components["schemas"]["LetterShown"][];
            next_cursor?: string | null;
        };
        Rows_LineShown_: {
            items: components["schemas"]["LineShown"][];
            next_cursor?: string | null;
        };
        Rows_LocaleShown_: {
            items: components["schemas"]["LocaleShown"][];
            next_cursor?: string | null;
        };
        Rows_MatchShown_: {
            items: components["schemas"]["MatchShown"][];
            next_cursor?: string | null;
        };
        Rows_MemberShown_: {
            items: components["schemas"]["tidings__segments__http__models__MemberShown"][];
            next_cursor?: string | null;
        };
        Rows_NamedEnrolment_: {
            items: components["schemas"]["NamedEnrolment"][];
            next_cursor?: string | null;
        };
        Rows_NamedLead_: {
            items: components["schemas"]["NamedLead"][];
            next_cursor?: string | null;
        };
        Rows_NamedSuppressionShown_: {
            items: components["schemas"]["NamedSuppressionShown"][];
            next_cursor?: string | null;
        };
        Rows_NoticeShown_: {
            items: components["schemas"]["NoticeShown"][];
            next_cursor?: string | null;
        };
        Rows_OfferShown_: {
            items: components["schemas"]["OfferShown"][];
            next_cursor?: string | null;
        };
        Rows_PackLine_: {
            items: components["schemas"]["PackLine"][];
            next_cursor?: string | null;
        };
        Rows_PhoneListed_: {
            items: components["schemas"]["PhoneListed"][];
            next_cursor?: string | null;
        };
        Rows_PortfolioShown_: {
            items: components["schemas"]["PortfolioShown"][];
            next_cursor?: string | null;
        };
        Rows_PresenceShown_: {
            items: components["schemas"]["PresenceShown"][];
            next_cursor?: string | null;
        };
        Rows_ProviderShown_: {
            items: components["schemas"]["ProviderShown"][];
            next_cursor?: string | null;
        };
        Rows_RecipientShown_: {
            items: components["schemas"]["RecipientShown"][];
            next_cursor?: string | null;
        };
        Rows_RowErrorShown_: {
            items: components["schemas"]["RowErrorShown"][];
            next_cursor?: string | null;
        };
        Rows_ScheduleRunShown_: {
            items: components["schemas"]["ScheduleRunShown"][];
            next_cursor?: string | null;
        };
        Rows_SegmentShown_: {
            items: components["schemas"]["SegmentShown"][];
            next_cursor?: string | null;
        };
        Rows_SenderShown_: {
            items: components["schemas"]["tidings__channels__http__connections__SenderShown"][];
            next_cursor?: string | null;
        };
        Rows_ServiceShown_: {
            items: components["schemas"]["ServiceShown"][];
            next_cursor?: string | null;
        };
        Rows_SlotShown_: {
            items: components["schemas"]["SlotShown"][];
            next_cursor?: string | null;
        };
        Rows_StaffShown_: {
            items: components["schemas"]["StaffShown"][];
            next_cursor?: string | null;
        };
        Rows_TeamShown_: {
            items: components["schemas"]["TeamShown"][];
            next_cursor?: string | null;
        };
        Rows_TemplateListed_: {
            items: components["schemas"]["TemplateListed"][];
            next_cursor?: string | null;
        };
        Rows_TemplateUseShown_: {
            items: components["schemas"]["TemplateUseShown"][];
            next_cursor?: string | null;
        };
        Rows_TextLackShown_: {
            items: components["schemas"]["TextLackShown"][];
            next_cursor?: string | null;
        };
        Rows_TicketListed_: {
            items: components["schemas"]["TicketListed"][];
            next_cursor?: string | null;
        };
        Rows_ToldShown_: {
            items: components["schemas"]["ToldShown"][];
            next_cursor?: string | null;
        };
        Rows_UnclearShown_: {
            items: components["schemas"]["UnclearShown"][];
            next_cursor?: string | null;
        };
        Rows_UnconfirmedShown_: {
            items: components["schemas"]["UnconfirmedShown"][];
            next_cursor?: string | null;
        };
        RuleShown: {
            channels: string[];
            confidence: string;
            id: string;
            may_be_widened: boolean;
            note: string | null;
            only_without_subdivision: boolean;
            purposes: string[];
            source: string;
            subdivisions: string[];
            terms: {
                [key: string]: unknown;
            };
            title: string;
            /** Format: date */
            valid_from: string;
            valid_to: string | null;
            what: string;
        };
        RunningShown: {
            channel: components["schemas"]["Channel"];
            delivered: number;
            estimated_completion_date: string | null;
            failed: number;
            /** Format: uuid */
            id: string;
            name: string;
            paused_reason: string | null;
            pending: number;
            planned_today: number;
            progress_percentage: number;
            read: number;
            recipients: number;
            released_today: number;
            sent: number;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
        };
        /** @enum {string} */
        RunOutcome: "running" | "imported" | "unchanged" | "failed";
        RunShown: {
            dry_run: boolean;
            items: components["schemas"]["PurgedShown"][];
        };
        /** @enum {string} */
        Said: "closed" | "late" | "survey";
        SamplePerson: {
            attributes?: {
                [key: string]: unknown;
            };
            country?: string | null;
            first_name?: string | null;
            last_name?: string | null;
            lifecycle?: string;
            locale?: string | null;
            tags?: string[];
            values?: {
                [key: string]: string;
            };
        };
        SampleShown: {
            /** Format: date-time */
            at: string;
            closed_by: components["schemas"]["tidings__policy__http__ClosingShown"][];
            open: boolean;
            opens: string | null;
            places: string[];
            rules: components["schemas"]["LawShown"][];
            until: string | null;
            zones: string[];
        };
        Saying: {
            /** Format: uuid */
            sender_id: string;
            text: string;
        };
        ScheduleRunShown: {
            code: string | null;
            ended_at: string | null;
            fix: string | null;
            /** Format: uuid */
            id: string;
            import_id: string | null;
            outcome: components["schemas"]["RunOutcome"];
            reason: string | null;
            /** Format: date-time */
            started_at: string;
        };
        ScheduleSent: {
            at: string;
            every: components["schemas"]["Every"];
            lifecycle?: string;
            mapping?: {
                [key: string]: string;
            } | null;
            name: string;
            region?: string | null;
            sheet?: string | null;
            source: components["schemas"]["SourceSent"];
            /** @default [] */
            tags: string[];
        };
        ScheduleShown: {
            at: string;
            /** Format: date-time */
            created_at: string;
            every: components["schemas"]["Every"];
            failures: number;
            has_secret: boolean;
            /** Format: uuid */
            id: string;
            import_id: string | null;
            kind: components["schemas"]["tidings__contacts__types__schedules__SourceKind"];
            name: string;
            /** Format: date-time */
            next_at: string;
            paused_at: string | null;
            place: string;
        };
        /** @enum {string} */
        Scope: "organisation:read" | "members:read" | "members:write" | "keys:read" | "keys:write" | "audit:read" | "operations" | "contacts:read" | "contacts:write" | "channels:read" | "channels:write" | "templates:read" | "templates:write" | "campaigns:read" | "campaigns:write" | "campaigns:launch" | "messages:read" | "messages:send" | "inbox:read" | "inbox:write" | "inbox:manage" | "webhooks";
        SeenColumnShown: {
            field: string;
            samples: string[];
            title: string;
        };
        SeenFileShown: {
            columns: components["schemas"]["SeenColumnShown"][];
            delimiter: string;
            encoding: string;
            header: boolean;
            remembered: string | null;
            sheets: string[];
        };
        SegmentChanges: {
            archived?: boolean | null;
            conditions?: {
                [key: string]: unknown;
            } | null;
            description?: string | null;
            name?: string | null;
            text?: string | null;
            watched?: boolean | null;
        };
        SegmentShown: {
            archived_at: string | null;
            conditions: {
                [key: string]: unknown;
            } | null;
            counted_at: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            description: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["tidings__segments__types__records__Kind"];
            name: string;
            refreshed_at: string | null;
            size: number | null;
            text: string | null;
            /** Format: date-time */
            updated_at: string;
            used_by: components["schemas"]["UserShown"][];
            version: number;
            watched: boolean;
        };
        SenderHealth: {
            channel: components["schemas"]["Channel"];
            failures: number;
            held_until: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            status: components["schemas"]["tidings__channels__types__Status"];
            status_reason: string | null;
        };
        SenderMade: {
            address: string;
            channel: components["schemas"]["Channel"];
            /** Format: uuid */
            connection_id: string;
            label: string;
            per_hour?: number | null;
            per_second?: number | null;
            portfolio_id?: string | null;
        };
        SendingHours: {
            clock?: components["schemas"]["Clock"];
            from?: string;
            to?: string;
        };
        SendingHoursShown: {
            clock: components["schemas"]["Clock"];
            from: string;
            to: string;
        };
        ServiceSent: {
            archived?: boolean | null;
            minutes: number;
            name: string;
            price?: string | null;
        };
        ServiceShown: {
            archived_at: string | null;
            /** Format: uuid */
            id: string;
            minutes: number;
            name: string;
            price: string | null;
        };
        SessionShown: {
            /** Format: date-time */
            created_at: string;
            device: string;
            /** Format: uuid */
            id: string;
            is_this: boolean;
            /** Format: date-time */
            seen_at: string;
        };
        SessionsShown: {
            items: components["schemas"]["SessionShown"][];
        };
        SettledAllShown: {
            left: number;
            settled: number;
            status: string;
        };
        SettledShown: {
            id: string;
            reason: string;
            sentence: string;
            status: string;
        };
        Settlement: {
            outcome: components["schemas"]["tidings__messages__types__ledger__Decision"];
            reason: string;
        };
        SettlementOfAll: {
            outcome: components["schemas"]["tidings__messages__types__ledger__Decision"];
            reason: string;
            /** Format: uuid */
            source_id: string;
        };
        SetupSent: {
            emoji?: boolean | null;
        };
        SetUpShown: {
            kinds_made: number;
            sign_up_url: string;
        };
        ShopDayShown: {
            arrived: number;
            cost_micros: number;
            /** Format: date */
            day: string;
            failed: number;
            notices: number;
            pending: number;
            unpriced: number;
        };
        ShopFiguresShown: {
            arrived: number;
            budget_alert: string | null;
            budget_used: number | null;
            cost_micros: number;
            days: components["schemas"]["ShopDayShown"][];
            failed: number;
            month_cost_micros: number;
            monthly_budget_micros: number | null;
            notices: number;
            success_rate: number | null;
            unpriced: number;
        };
        ShopHoursSent: {
            closes: string;
            opens: string;
            weekday: number;
        };
        ShopHoursShown: {
            closes: string;
            opens: string;
            weekday: number;
        };
        ShopSent: {
            appointment_hours?: number | null;
            emoji?: boolean;
            hours: components["schemas"]["ShopHoursSent"][];
            monthly_budget_micros?: number | null;
            /**
             * @default [
             *       7,
             *       21
             *     ]
             */
            payment_days: number[];
            /**
             * @default [
             *       3,
             *       10,
             *       30
             *     ]
             */
            pickup_days: number[];
        };
        ShopShown: {
            appointment_hours: number | null;
            emoji: boolean;
            hours: components["schemas"]["ShopHoursShown"][];
            monthly_budget_micros: number | null;
            payment_days: number[];
            pickup_days: number[];
        };
        ShopTextShown: {
            dear: components["schemas"]["DearShown"][];
            emoji: boolean;
            encoding: components["schemas"]["Encoding"];
            kind: string;
            locale: string;
            remaining: number;
            segments: number;
            template: string;
            text: string;
            units: number;
            used: boolean;
        };
        ShopTextsShown: {
            items: components["schemas"]["ShopTextShown"][];
        };
        SignInAsked: {
            code?: string | null;
            email: string;
            /** Format: password */
            password: string;
        };
        SimulatedSender: {
            address: string;
            channel: components["schemas"]["Channel"];
            /** Format: uuid */
            id: string;
            label: string;
        };
        SimulatorShown: {
            clock: string | null;
            connected: boolean;
            faults: components["schemas"]["FaultsShown"] | null;
            now: string | null;
            senders: components["schemas"]["SimulatedSender"][];
        };
        SlotNamed: {
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            id: string;
            service: string;
            staff: string | null;
            /** Format: date-time */
            starts_at: string;
            state: components["schemas"]["SlotState"];
        };
        SlotOfDay: {
            booking: components["schemas"]["BookingShown"] | null;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            id: string;
            next_look: string | null;
            offers: components["schemas"]["OfferShown"][];
            places: number;
            service: string;
            /** Format: uuid */
            service_id: string;
            staff: string | null;
            staff_id: string | null;
            /** Format: date-time */
            starts_at: string;
            state: components["schemas"]["SlotState"];
        };
        SlotSent: {
            ends_at?: string | null;
            places?: number;
            /** Format: uuid */
            service_id: string;
            staff_id?: string | null;
            /** Format: date-time */
            starts_at: string;
        };
        SlotsFromHours: {
            /** Format: date */
            first: string;
            /** Format: date */
            last: string;
            /** Format: uuid */
            service_id: string;
            /** Format: uuid */
            staff_id: string;
        };
        SlotShown: {
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            id: string;
            next_look: string | null;
            origin: components["schemas"]["Origin"];
            places: number;
            /** Format: uuid */
            service_id: string;
            staff_id: string | null;
            /** Format: date-time */
            starts_at: string;
            state: components["schemas"]["SlotState"];
        };
        /** @enum {string} */
        SlotState: "free" | "held" | "booked" | "past" | "closed";
        "SmsBody-Input": {
            smart_encoding?: boolean;
            text: string;
        };
        "SmsBody-Output": {
            smart_encoding?: boolean;
            text: string;
        };
        SmsCountShown: {
            characters: number;
            encoding: components["schemas"]["Encoding"];
            per_segment: number;
            remaining: number;
            segments: number;
            units: number;
        };
        SmsReportShown: {
            count: components["schemas"]["SmsCountShown"];
            suggestions: components["schemas"]["SuggestionShown"][];
        };
        SomebodyShown: {
            /** Format: uuid */
            contact_id: string;
            name: string | null;
        };
        /** @enum {string} */
        "SourceKind-Input": "folder" | "url";
        SourceSent: {
            kind: components["schemas"]["SourceKind-Input"];
            place: string;
            secret?: string | null;
        };
        SourceShown: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["tidings__messages__types__ledger__SourceKind"];
            name: string;
            state: components["schemas"]["SourceState"];
        };
        /** @enum {string} */
        SourceState: "open" | "paused" | "closed";
        SpansShown: {
            count: number;
            mean: number | null;
            mean_in_hours: number | null;
            median: number | null;
            median_in_hours: number | null;
        };
        SpendingShown: {
            budgets: string;
            committed: string;
            currency: string;
            month: string;
            reserved: string;
            today: string;
            unpriced: number;
        };
        SpentShown: {
            committed: string;
            currency: string;
            days: components["schemas"]["DaySpentShown"][];
            estimated: string;
            spent: string;
            unpriced: number;
        };
        StaffSent: {
            archived?: boolean;
            /** @default [] */
            days_off: string[];
            /** @default [] */
            hours: components["schemas"]["HoursSent"][];
            name: string;
            /** @default [] */
            skills: string[];
        };
        StaffShown: {
            archived_at: string | null;
            days_off: string[];
            hours: components["schemas"]["tidings__waitlist__http__offered__HoursShown"][];
            /** Format: uuid */
            id: string;
            name: string;
            skill_names: string[];
            skills: string[];
        };
        /** @enum {string} */
        Stage: "new" | "contacted" | "qualified" | "applied" | "won" | "lost";
        /** @enum {string} */
        Standing: "current" | "sendable" | "held" | "archived";
        StatementSent: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            programme?: string;
            proof?: components["schemas"]["ProofSent"];
            purpose: components["schemas"]["Purpose"];
            source: string;
            status: components["schemas"]["ConsentStatus"];
            wording?: string | null;
            wording_version?: components["schemas"]["WordingRefSent"] | null;
        };
        StatementShown: {
            /** Format: date-time */
            at: string;
            source: string;
            status: components["schemas"]["ConsentStatus"];
            wording: string | null;
        };
        StateShown: {
            at: string | null;
            channel: components["schemas"]["Channel"];
            derives_from: components["schemas"]["Derivation"];
            event_id: string | null;
            programme: string;
            purpose: components["schemas"]["Purpose"];
            source: string;
            status: components["schemas"]["ConsentStatus"] | null;
        };
        StatsShown: {
            budget: components["schemas"]["BudgetShown"] | null;
            cancelled: number;
            costs: components["schemas"]["SpentShown"];
            daily_send_limit: number;
            delivered: number;
            delivery_rate: number;
            estimated_completion_date: string | null;
            estimated_days: number | null;
            expired: number;
            failed: number;
            /** Format: uuid */
            id: string;
            name: string;
            pending: number;
            priority: number;
            progress_percentage: number;
            put_off: components["schemas"]["PutOffShown"][];
            read: number;
            read_rate: number;
            reasons: {
                [key: string]: {
                    [key: string]: number;
                };
            };
            recipients: number;
            sent: number;
            states: {
                [key: string]: number;
            };
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
            suppressed: number;
            unconfirmed: number;
            unknown: number;
        };
        StatusSent: {
            status: components["schemas"]["tidings__inbox__types__Status"];
            until?: string | null;
        };
        /** @enum {string} */
        Stays: "changed" | "named_again" | "merged" | "events" | "messages" | "notices" | "conversations" | "permissions" | "consent" | "segments" | "education" | "waitlist" | "inbox" | "repairs";
        StayShown: {
            code: components["schemas"]["Stays"];
            people: number;
            reason: string;
        };
        /** @enum {string} */
        Step: "address" | "shared" | "closed" | "consent" | "channel" | "already" | "caps" | "hours";
        StepShown: {
            /** Format: date-time */
            at: string;
            attempt: number | null;
            code: string | null;
            detail: string | null;
            sentence: string;
            what: string;
        };
        StepsShown: {
            campaign: boolean;
            people: boolean;
            sender: boolean;
        };
        Stop: {
            reason: string;
        };
        StopAsked: {
            reason: string;
        };
        /** @enum {string} */
        Stops: "nothing" | "not_urgent" | "all";
        /** @enum {string} */
        StopScope: "programme" | "channel" | "all";
        StopScopeSet: {
            stop_scope: components["schemas"]["StopScope"];
        };
        StrictnessSent: {
            strict: boolean;
        };
        StudentFileShown: {
            enrolments: components["schemas"]["EnrolmentShown"][];
            history: components["schemas"]["tidings__education__http__enrolments__EntryShown"][];
            leads: components["schemas"]["LeadShown"][];
        };
        SuggestionShown: {
            character: string;
            name: string;
            occurrences: number;
            reason: components["schemas"]["Reason"];
            replacement: string | null;
            segments_saved: number;
        };
        SuppressedShown: {
            count: number;
            reasons: {
                [key: string]: number;
            };
        };
        /** @enum {string} */
        SuppressionReason: "opted_out" | "complained" | "imported" | "manual" | "erased" | "invalid_address" | "failing" | "held";
        /** @enum {string} */
        SuppressionScope: "all" | "marketing";
        SuppressionShown: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            detail: string | null;
            ends_at: string | null;
            /** Format: uuid */
            id: string;
            lift_reason: string | null;
            lifted_at: string | null;
            lifted_by: string | null;
            reason: components["schemas"]["SuppressionReason"];
            scope: components["schemas"]["SuppressionScope"];
            source: string;
        };
        SurveyShown: {
            agent: string | null;
            answered_at: string | null;
            asked_at: string | null;
            channel: components["schemas"]["Channel"];
            /** Format: date-time */
            due_at: string;
            explanation: {
                [key: string]: string;
            } | null;
            /** Format: uuid */
            id: string;
            remark: string;
            score: number | null;
            state: components["schemas"]["SurveyState"];
            why: components["schemas"]["NotAsked"] | null;
        };
        SurveysShown: {
            items: components["schemas"]["SurveyShown"][];
        };
        /** @enum {string} */
        SurveyState: "due" | "asked" | "answered" | "not_asked";
        TaggedShown: {
            changed: string[];
        };
        TagsSent: {
            /** @default [] */
            add: string[];
            contact_ids: string[];
            /** @default [] */
            remove: string[];
        };
        TagsShown: {
            items: string[];
        };
        TakenShown: {
            changed: number;
            contacts_created: number;
            refused: components["schemas"]["RefusedShown"][];
            unchanged: number;
        };
        TeamSent: {
            /** @default [] */
            members: string[];
            name: string;
        };
        TeamShown: {
            archived_at: string | null;
            /** Format: uuid */
            id: string;
            members: string[];
            name: string;
        };
        TellingShown: {
            begins: boolean;
            channel: components["schemas"]["Channel"];
            encoding: components["schemas"]["Encoding"] | null;
            reason: components["schemas"]["TicketWhyShown"] | null;
            segments: number | null;
            text: string | null;
        };
        TemplateListed: {
            approvals: components["schemas"]["tidings__content__http__models__ApprovalShown"][];
            archived_at: string | null;
            channel: components["schemas"]["Channel"];
            /** Format: date-time */
            created_at: string;
            default_locale: string;
            /** Format: uuid */
            id: string;
            locales: string[];
            name: string;
            not_sendable: string | null;
            purpose: components["schemas"]["Purpose"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        TemplateMade: {
            body: components["schemas"]["EmailBody-Input"] | components["schemas"]["PushBody-Input"] | components["schemas"]["WhatsAppBody-Input"] | components["schemas"]["SmsBody-Input"];
            channel: components["schemas"]["Channel"];
            locale: string;
            name: string;
            purpose?: components["schemas"]["Purpose"];
        };
        TemplateShown: {
            archived_at: string | null;
            channel: components["schemas"]["Channel"];
            /** Format: date-time */
            created_at: string;
            default_locale: string;
            /** Format: uuid */
            id: string;
            name: string;
            purpose: components["schemas"]["Purpose"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        TemplateTest: {
            email?: string | null;
            phone_number?: string | null;
            template_name: string;
        };
        TemplateUseShown: {
            campaigns: number;
            live: number;
            some: components["schemas"]["UsingCampaignShown"][];
            template_name: string;
        };
        TemplateWhole: {
            approvals: components["schemas"]["tidings__content__http__models__ApprovalShown"][];
            archived_at: string | null;
            channel: components["schemas"]["Channel"];
            counts_as: components["schemas"]["Purpose"];
            /** Format: date-time */
            created_at: string;
            default_locale: string;
            filings: components["schemas"]["FilingShown"][];
            /** Format: uuid */
            id: string;
            locales: components["schemas"]["LocaleShown"][];
            name: string;
            not_sendable: string | null;
            purpose: components["schemas"]["Purpose"];
            /** Format: date-time */
            updated_at: string;
            variables: string[];
            version: number;
        };
        TestSend: {
            email?: string | null;
            phone_number?: string | null;
        };
        TestSent: {
            /** Format: uuid */
            contact_id: string;
            message_id: string;
            /** Format: uuid */
            source_id: string;
        };
        TextFindingShown: {
            blocking: boolean;
            code: components["schemas"]["Needed"];
            fix: string;
            locale: string;
            may_be_waived: boolean;
            people: number;
            rule: string;
            sentence: string;
            source: string;
            suggestion: string;
            where: string;
        };
        TextLackShown: {
            blocking: boolean;
            example: string;
            needed: components["schemas"]["Needed"];
            rule: string;
            source: string;
            suggestion: string;
            where: string;
        };
        TextToCheck: {
            body: components["schemas"]["EmailBody-Input"] | components["schemas"]["PushBody-Input"] | components["schemas"]["WhatsAppBody-Input"] | components["schemas"]["SmsBody-Input"];
            channel: components["schemas"]["Channel"];
            countries?: string[];
            locale: string;
            purpose?: components["schemas"]["Purpose"];
        };
        TextToCount: {
            smart?: boolean;
            text: string;
        };
        ThreadOpened: {
            /** Format: uuid */
            contact_id: string;
        };
        TicketCountsShown: {
            counts: {
                [key: string]: number;
            };
            set_up: boolean;
        };
        TicketEdit: {
            device?: components["schemas"]["DeviceSent"] | null;
            due_on?: string | null;
        };
        TicketEntryShown: {
            actor: string;
            amount_cents: number | null;
            /** Format: date-time */
            at: string;
            before: components["schemas"]["tidings__repairs__types__tickets__Status"] | null;
            /** Format: uuid */
            id: string;
            note: string | null;
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            what: components["schemas"]["What"];
        };
        TicketLinksSent: {
            renew?: boolean;
        };
        TicketLinksShown: {
            person_url: string;
            ticket_url: string;
        };
        TicketListed: {
            agreed_cents: number | null;
            appointment_at: string | null;
            appointment_reminder_at: string | null;
            /** Format: date-time */
            changed_at: string;
            contact_id: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            device: components["schemas"]["DeviceShown"];
            due_on: string | null;
            estimate: number;
            /** Format: uuid */
            id: string;
            number: number;
            owner: components["schemas"]["BringerShown"] | null;
            paid_at: string | null;
            price: components["schemas"]["TicketPriceShown"] | null;
            reference: string | null;
            remind_at: string | null;
            /** Format: date-time */
            since: string;
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            walk_in: boolean;
        };
        TicketMessageShown: {
            channel: components["schemas"]["Channel"];
            delivered_at: string | null;
            provider_id: string | null;
            read_at: string | null;
            reason: components["schemas"]["TicketWhyShown"] | null;
            segments: number | null;
            sent_at: string | null;
            state: string | null;
        };
        TicketOpened: {
            agreed_cents: number | null;
            appointment_at: string | null;
            appointment_reminder_at: string | null;
            /** Format: date-time */
            changed_at: string;
            contact_id: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            device: components["schemas"]["DeviceShown"];
            due_on: string | null;
            estimate: number;
            /** Format: uuid */
            id: string;
            number: number;
            paid_at: string | null;
            price: components["schemas"]["TicketPriceShown"] | null;
            reference: string | null;
            remind_at: string | null;
            repeated: boolean;
            /** Format: date-time */
            since: string;
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            walk_in: boolean;
        };
        TicketPhotoShown: {
            /** Format: date-time */
            added_at: string;
            added_by: string;
            content_type: string;
            /** Format: uuid */
            id: string;
            size: number;
        };
        TicketPriceShown: {
            labour_cents: number;
            parts_cents: number;
            total_cents: number;
            vat_cents: number;
            vat_percent: number;
        };
        TicketSent: {
            device: components["schemas"]["DeviceSent"];
            due_on?: string | null;
            owner: components["schemas"]["OwnerSent"];
            price?: components["schemas"]["PriceSent"] | null;
            reference?: string | null;
            welcome?: boolean;
        };
        TicketShown: {
            agreed_cents: number | null;
            appointment_at: string | null;
            appointment_reminder_at: string | null;
            /** Format: date-time */
            changed_at: string;
            contact_id: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            device: components["schemas"]["DeviceShown"];
            due_on: string | null;
            estimate: number;
            /** Format: uuid */
            id: string;
            number: number;
            paid_at: string | null;
            price: components["schemas"]["TicketPriceShown"] | null;
            reference: string | null;
            remind_at: string | null;
            /** Format: date-time */
            since: string;
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            walk_in: boolean;
        };
        TicketStatusesShown: {
            items: components["schemas"]["TicketStatusShown"][];
        };
        TicketStatusSent: {
            leaves?: components["schemas"]["tidings__repairs__types__tickets__Status"] | null;
            note?: string | null;
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            tell?: boolean;
        };
        TicketStatusShown: {
            end: boolean;
            next: components["schemas"]["tidings__repairs__types__tickets__Status"][];
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            tells: string | null;
            waits_for_owner: boolean;
            words: {
                [key: string]: string;
            };
        };
        TicketWhole: {
            agreed_cents: number | null;
            appointment_at: string | null;
            appointment_reminder_at: string | null;
            /** Format: date-time */
            changed_at: string;
            contact_id: string | null;
            /** Format: date-time */
            created_at: string;
            created_by: string;
            device: components["schemas"]["DeviceShown"];
            due_on: string | null;
            estimate: number;
            history: components["schemas"]["TicketEntryShown"][];
            /** Format: uuid */
            id: string;
            number: number;
            owner: components["schemas"]["BringerShown"] | null;
            paid_at: string | null;
            photos: components["schemas"]["TicketPhotoShown"][];
            price: components["schemas"]["TicketPriceShown"] | null;
            reference: string | null;
            remind_at: string | null;
            /** Format: date-time */
            since: string;
            status: components["schemas"]["tidings__repairs__types__tickets__Status"];
            times: string[];
            walk_in: boolean;
        };
        TicketWhyShown: {
            code: string;
            sentence: string;
        };
        tidings__accounts__http__account__CodeGiven: {
            code: string;
        };
        tidings__accounts__http__account__LinkShown: {
            email: string;
            organisations: string[];
        };
        tidings__accounts__http__members__MemberShown: {
            /** Format: date-time */
            added_at: string;
            email: string;
            has_password: boolean;
            has_totp: boolean;
            name: string;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            user_id: string;
        };
        /** @enum {string} */
        tidings__apps__api__finding__Kind: "contact" | "campaign" | "template" | "segment" | "course" | "import" | "ticket" | "thread" | "booking" | "notice_kind" | "notice";
        tidings__campaigns__http__approvals__ApprovalShown: {
            asked: components["schemas"]["AskedShown"];
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            /** Format: uuid */
            campaign_id: string;
            decided_at: string | null;
            decided_by: string | null;
            /** Format: uuid */
            id: string;
            reason: string | null;
            state: components["schemas"]["ApprovalState"];
        };
        tidings__campaigns__http__foresight__DayShown: {
            cost: string;
            /** Format: date */
            day: string;
            people: number;
            segments: number;
            unpriced: number;
        };
        tidings__campaigns__http__foresight__LeftOutShown: {
            first: string[];
            people: number;
            reason: string;
            sentence: string;
        };
        tidings__campaigns__http__foresight__ReasonShown: {
            fix: string | null;
            people: number;
            reason: string | null;
            sentence: string;
            status: string;
            until: string | null;
        };
        tidings__campaigns__http__plans__PlanShown: {
            closed: components["schemas"]["ClosedDayShown"][];
            days: components["schemas"]["PlanDayShown"][];
            estimated_completion_date: string | null;
            estimated_days: number | null;
            forecast: boolean;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
        };
        /** @enum {string} */
        tidings__campaigns__types__campaigns__Status: "draft" | "in_review" | "scheduled" | "active" | "paused" | "completed" | "cancelled";
        tidings__channels__http__connections__SenderShown: {
            address: string;
            channel: components["schemas"]["Channel"];
            /** Format: uuid */
            connection_id: string;
            failures: number;
            held_until: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            per_hour: number | null;
            per_second: number | null;
            portfolio_id: string | null;
            provider: string;
            standing_since: string | null;
            status: components["schemas"]["tidings__channels__types__Status"];
            status_reason: string | null;
        };
        /** @enum {string} */
        tidings__channels__types__Status: "open" | "stopped";
        tidings__consent__http__imports__WrongRowShown: {
            code: string;
            field: string;
            fix: string | null;
            line: number;
            message: string;
        };
        tidings__consent__http__people__ClosingShown: {
            already: number;
            closed: number;
            invalid: components["schemas"]["UnreadableShown"][];
        };
        tidings__consent__http__people__EventShown: {
            actor: string;
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            counts: boolean;
            erased: boolean;
            /** Format: uuid */
            id: string;
            programme: string;
            proof: {
                [key: string]: unknown;
            };
            purpose: components["schemas"]["Purpose"];
            /** Format: date-time */
            recorded_at: string;
            source: string;
            status: components["schemas"]["ConsentStatus"];
            version: components["schemas"]["WordingShown"] | null;
            wording: string | null;
        };
        tidings__contacts__http__events__EventShown: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            name: string;
            properties: {
                [key: string]: unknown;
            };
            source: string;
        };
        tidings__contacts__http__events__WrongRowShown: {
            code: string;
            field: string;
            fix: string;
            position: number;
            reason: string;
        };
        tidings__contacts__http__merging__ChoiceShown: {
            dropped: string;
            field: string;
            kept: string;
        };
        /** @enum {string} */
        tidings__contacts__http__rights__Form: "json" | "html";
        /** @enum {string} */
        tidings__contacts__types__schedules__SourceKind: "folder" | "url";
        tidings__content__http__models__ApprovalShown: {
            /** Format: date-time */
            at: string;
            provider: string;
            provider_name: string;
            reason: string | null;
            status: string;
        };
        tidings__content__http__models__PreviewShown: {
            buttons: string[];
            footer: string;
            header: string;
            html: string;
            locale: string;
            missing: string[];
            sms: components["schemas"]["SmsCountShown"] | null;
            text: string;
        };
        /** @enum {string} */
        tidings__conversations__types__Decision: "opt_out" | "keep";
        tidings__education__http__courses__SettingsSent: {
            leads_become_students: boolean;
        };
        tidings__education__http__courses__SettingsShown: {
            leads_become_students: boolean;
        };
        tidings__education__http__enrolments__EntryShown: {
            actor: string;
            /** Format: date-time */
            at: string;
            before: string | null;
            course: string;
            kind: components["schemas"]["tidings__education__types__Kind"];
            reason: string;
            /** Format: date-time */
            told_at: string;
            word: string;
        };
        /** @enum {string} */
        tidings__education__types__Kind: "enrolment" | "lead";
        tidings__inbox__http__measures__DecidedShown: {
            answer_id: string | null;
            answer_version: number | null;
            /** Format: date-time */
            at: string;
            because: components["schemas"]["Because"];
            channel: components["schemas"]["Channel"];
            contact_id: string | null;
            does: components["schemas"]["Does"];
            explanation: {
                [key: string]: string;
            };
            language: string | null;
            /** Format: uuid */
            message_id: string;
            runner_up_id: string | null;
            runner_up_score: number | null;
            score: number | null;
            thread_id: string | null;
            words: string[];
        };
        /** @enum {string} */
        tidings__inbox__types__Status: "open" | "pending" | "snoozed" | "resolved";
        tidings__messages__http__answers__ClosingShown: {
            /** Format: date-time */
            at: string;
            detail: string | null;
            lifted_at: string | null;
            reason: components["schemas"]["SuppressionReason"];
            scope: components["schemas"]["SuppressionScope"];
            source: string;
        };
        tidings__messages__http__answers__DecidedShown: {
            consent: components["schemas"]["StatementShown"] | null;
            suppressions: components["schemas"]["tidings__messages__http__answers__ClosingShown"][];
        };
        tidings__messages__http__answers__SenderShown: {
            /** Format: uuid */
            id: string;
            label: string;
            provider: string;
        };
        /** @enum {string} */
        tidings__messages__types__ledger__Decision: "arrived" | "not_sent" | "send_again";
        /** @enum {string} */
        tidings__messages__types__ledger__SourceKind: "campaign" | "test" | "opt_out_confirmation" | "answer" | "verification" | "notice" | "inbox";
        tidings__notices__http__kinds__ChoiceShown: {
            cascade_worked: number;
            choice_worked_at_least: number;
            different: number;
            notices: number;
        };
        tidings__notices__http__models__PlanShown: {
            by: string;
            channels: components["schemas"]["ChannelShown"][];
            habits: components["schemas"]["HabitShown"][];
        };
        tidings__notices__http__models__PreviewShown: {
            begins_with: components["schemas"]["Channel"][];
            by: string;
            channels: components["schemas"]["ChannelShown"][];
            habits: components["schemas"]["HabitShown"][];
        };
        tidings__notices__http__models__ReasonShown: {
            code: string;
            detail: string | null;
            fix: string;
            sentence: string;
        };
        tidings__permissions__http__people__CodeGiven: {
            code: string;
        };
        tidings__permissions__http__people__LinkShown: {
            expires_at: string | null;
            headers: {
                [key: string]: string;
            };
            url: string;
        };
        tidings__policy__http__ClosingShown: {
            code: string;
            pack: string | null;
            rule: string | null;
            source: string | null;
            zone: string;
        };
        tidings__policy__http__HoursShown: {
            holidays: boolean;
            pack: string | null;
            week: {
                [key: string]: string;
            } | null;
        };
        tidings__repairs__http__shown__told__LeftOutShown: {
            channel: components["schemas"]["Channel"];
            reason: components["schemas"]["TicketWhyShown"];
        };
        /** @enum {string} */
        tidings__repairs__types__tickets__Status: "received" | "diagnosing" | "waiting_for_approval" | "waiting_for_parts" | "repairing" | "ready" | "collected" | "cancelled" | "unrepairable";
        /** @enum {string} */
        tidings__reports__types__Form: "json" | "html" | "pdf";
        /** @enum {string} */
        tidings__retention__types__Kind: "prospects" | "events" | "inbound" | "questions" | "notices" | "conversations" | "imports" | "messages" | "consents" | "suppressions" | "audit" | "files";
        tidings__segments__http__models__DayShown: {
            /** Format: date */
            day: string;
            entered: number;
            left: number;
        };
        tidings__segments__http__models__MemberShown: {
            /** Format: uuid */
            contact_id: string;
            first_name: string | null;
            last_name: string | null;
        };
        tidings__segments__http__models__PreviewShown: {
            conditions: {
                [key: string]: unknown;
            };
            sample: components["schemas"]["JudgedShown"][];
            size: number;
            text: string;
            warnings: string[];
        };
        tidings__segments__http__models__ReasonShown: {
            condition: string;
            holds: boolean;
        };
        /** @enum {string} */
        tidings__segments__types__records__Kind: "rule" | "list";
        tidings__waitlist__http__models__EntryShown: {
            /** Format: date-time */
            changed_at: string;
            channels: {
                [key: string]: string;
            };
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            place: number | null;
            priority: number;
            service: string;
            /** Format: uuid */
            service_id: string;
            source: string;
            state: components["schemas"]["EntryState"];
            told: {
                [key: string]: string;
            };
            unreached: boolean;
            wishes: components["schemas"]["WishesShown"];
        };
        tidings__waitlist__http__offered__HoursShown: {
            closes: string;
            opens: string;
            weekday: number;
        };
        tidings__waitlist__http__wholes__SettingsSent: {
            at_once?: number;
            closes?: string;
            hold_minutes?: number;
            most_a_day?: number;
            notice_minutes?: number;
            opens?: string;
            /**
             * @default [
             *       1440,
             *       120
             *     ]
             */
            reminders_minutes: number[];
            sign_up?: boolean;
        };
        tidings__waitlist__http__wholes__SettingsShown: {
            at_once: number;
            closes: string;
            hold_minutes: number;
            most_a_day: number;
            notice_minutes: number;
            opens: string;
            reminders_minutes: number[];
            sign_up: boolean;
            sign_up_url: string;
        };
        ToClassify: {
            /** @default [] */
            answering: components["schemas"]["Answer"][];
            text: string;
        };
        ToDecide: {
            decision: components["schemas"]["tidings__conversations__types__Decision"];
            reason?: string;
        };
        ToldShown: {
            /** Format: date-time */
            asked_at: string;
            cost_micros: number;
            delivered_after_seconds: number | null;
            estimated: boolean;
            kind: string;
            lacks: string | null;
            left_out: components["schemas"]["tidings__repairs__http__shown__told__LeftOutShown"][];
            messages: components["schemas"]["TicketMessageShown"][];
            /** Format: uuid */
            notice_id: string;
            reason: components["schemas"]["TicketWhyShown"] | null;
            state: components["schemas"]["NoticeState"];
            ticket_id: string | null;
        };
        ToRestore: {
            version: number;
        };
        ToTry: {
            channel?: components["schemas"]["Channel"];
            closed?: boolean | null;
            on?: boolean | null;
            text: string;
        };
        TraceShown: {
            address: string | null;
            attempts: number;
            channel: components["schemas"]["Channel"];
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            decided_by: components["schemas"]["tidings__messages__http__answers__DecidedShown"] | null;
            detail: string | null;
            fix: string | null;
            id: string;
            outlook: components["schemas"]["OutlookShown"] | null;
            provider_id: string | null;
            purpose: components["schemas"]["Purpose"];
            reason: string | null;
            segments: number | null;
            sender: components["schemas"]["tidings__messages__http__answers__SenderShown"] | null;
            sentence: string | null;
            source: components["schemas"]["SourceShown"];
            status: string;
            steps: components["schemas"]["StepShown"][];
        };
        TriedShown: {
            because: components["schemas"]["Because"];
            best: components["schemas"]["FitShown"] | null;
            does: components["schemas"]["Does"];
            escalates_by: string | null;
            explanation: {
                [key: string]: string;
            };
            language: string | null;
            runner_up: components["schemas"]["FitShown"] | null;
            unexplained: number;
            urgency: string;
            verdict: components["schemas"]["Verdict"] | null;
        };
        UnclearShown: {
            contact_name: string | null;
            decided_at: string | null;
            decided_by: string | null;
            decision: components["schemas"]["Decision-Output"] | null;
            explanation: {
                [key: string]: string;
            };
            message: components["schemas"]["InboundShown"];
            reason: string | null;
        };
        UnconfirmedShown: {
            address: string | null;
            attempt: number;
            channel: components["schemas"]["Channel"];
            /** Format: uuid */
            contact_id: string;
            contact_name: string | null;
            fix: string;
            /** Format: date-time */
            given_up_at: string;
            id: string;
            known: components["schemas"]["StepShown"][];
            sender: components["schemas"]["tidings__messages__http__answers__SenderShown"] | null;
            /** Format: date-time */
            sent_at: string;
            source: components["schemas"]["SourceShown"];
            why: string;
        };
        UnderstoodShown: {
            conditions: {
                [key: string]: unknown;
            } | null;
            fault: components["schemas"]["FaultShown"] | null;
            text: string | null;
        };
        UndoneShown: {
            stays: string[];
        };
        UndoShown: {
            asked_at: string | null;
            asked_by: string | null;
            looked_at: number;
            partly: number;
            people: number;
            removed: number;
            restored: number;
            retracted: number;
            stay: components["schemas"]["StayShown"][];
        };
        UnreadableShown: {
            code: string;
            fix: string | null;
            message: string;
            position: number;
        };
        UnverifiedEmailList: {
            items: components["schemas"]["UnverifiedEmailShown"][];
        };
        UnverifiedEmailShown: {
            /** Format: uuid */
            address_id: string;
            email: string;
            /** Format: date-time */
            given_at: string;
            link_expires_at: string | null;
            source: string;
        };
        UserShown: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        UsingCampaignShown: {
            /** Format: uuid */
            id: string;
            name: string;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
        };
        UsuallyShown: {
            texts: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            words: {
                [key: string]: string[];
            };
        };
        /** @enum {string} */
        Verdict: "sure" | "likely" | "close" | "none";
        VerificationShown: {
            /** Format: uuid */
            address_id: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            requested_at: string;
            state: components["schemas"]["VerificationState"];
            tries_left: number;
            verified_at: string | null;
        };
        /** @enum {string} */
        VerificationState: "pending" | "verified" | "failed" | "replaced" | "expired";
        VersionMade: {
            body: components["schemas"]["EmailBody-Input"] | components["schemas"]["PushBody-Input"] | components["schemas"]["WhatsAppBody-Input"] | components["schemas"]["SmsBody-Input"];
            locale: string;
        };
        VersionShown: {
            actor: string;
            /** Format: date-time */
            at: string;
            conditions: {
                [key: string]: unknown;
            } | null;
            name: string;
            text: string | null;
            version: number;
        };
        VersionsShown: {
            items: components["schemas"]["VersionShown"][];
        };
        VisitShown: {
            person: components["schemas"]["PersonShown"] | null;
            places: components["schemas"]["MembershipShown"][];
        };
        WaitingShown: {
            approved: boolean;
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            /** Format: uuid */
            campaign_id: string;
            created_by: string;
            name: string;
            recipients: number;
        };
        WaitShown: {
            code: string;
            detail: string | null;
            fix: string;
            sentence: string;
            until: string | null;
        };
        WayShown: {
            beside: components["schemas"]["Channel"][];
            engaged_only: components["schemas"]["Channel"][];
            tried: components["schemas"]["Channel"][];
            when_usable: string | null;
        };
        /** @enum {string} */
        WayState: "open" | "template" | "closed";
        /** @enum {string} */
        What: "opened" | "changed" | "moved" | "estimated" | "agreed" | "declined" | "unclear" | "paid" | "appointed" | "reminded" | "untold" | "linked" | "photo_added" | "photo_removed";
        "WhatsAppBody-Input": {
            body: string;
            /** @default [] */
            buttons: components["schemas"]["Button-Input"][];
            category?: components["schemas"]["Category"] | null;
            content_sid?: string | null;
            /** @default [] */
            examples: string[];
            footer?: string;
            header?: components["schemas"]["Header-Input"] | null;
            language: string;
            /** @default [] */
            parameters: string[];
            provider_name: string;
        };
        "WhatsAppBody-Output": {
            body: string;
            /** @default [] */
            buttons: components["schemas"]["Button-Output"][];
            category?: components["schemas"]["Category"] | null;
            content_sid?: string | null;
            /** @default [] */
            examples: string[];
            footer?: string;
            header?: components["schemas"]["Header-Output"] | null;
            language: string;
            /** @default [] */
            parameters: string[];
            provider_name: string;
        };
        /** @enum {string} */
        Why: "wrote" | "unclear" | "file" | "place" | "help" | "not_understood" | "stranger" | "reply_failed" | "reply_unconfirmed" | "woke" | "by_hand" | "escalated" | "opted_out" | "opted_in" | "helped" | "answered" | "reaction" | "repeated" | "auto_answered";
        WhyShown: {
            halts: components["schemas"]["HaltShown"][];
            /** Format: uuid */
            id: string;
            name: string;
            reasons: components["schemas"]["tidings__campaigns__http__foresight__ReasonShown"][];
            recipients: number;
            status: components["schemas"]["tidings__campaigns__types__campaigns__Status"];
        };
        WishesSent: {
            earliest?: string | null;
            from_day?: string | null;
            latest?: string | null;
            party?: number;
            /** @default [] */
            staff_ids: string[];
            until_day?: string | null;
            /** @default [] */
            weekdays: number[];
        };
        WishesShown: {
            earliest: string | null;
            from_day: string | null;
            latest: string | null;
            party: number;
            staff: string[];
            staff_ids: string[];
            until_day: string | null;
            weekdays: number[];
        };
        WordingRefSent: {
            key: string;
            locale: string;
            version: number;
        };
        WordingSent: {
            texts: {
                [key: string]: string;
            };
        };
        WordingShown: {
            key: string | null;
            locale: string | null;
            text: string | null;
            version: number | null;
        };
        WordingsShown: {
            items: components["schemas"]["WordingVersionShown"][];
        };
        WordingVersionShown: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            key: string;
            locale: string;
            text: string;
            version: number;
        };
        WrongLineShown: {
            code: string;
            field: string;
            fix: string;
            line: number;
            reason: string;
        };
        WrongShown: {
            code: string;
            field: string | null;
            fix: string | null;
            message: string;
            status: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    account_enrol: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordShown"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthenticatorShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_confirm: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["tidings__accounts__http__account__CodeGiven"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_remove: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordShown"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_change_password: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_choose_password: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordByLink"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordTaken"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_whose_link: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkUsed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__accounts__http__account__LinkShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_renew: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordShown"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_list_sessions: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_sign_out_everywhere: {
        parameters: {
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_list_actors: {
        parameters: {
            query: {
                actor: string[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActorsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "allow-list_list_allowed": {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_AllowedShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "allow-list_allow": {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumbersToAllow"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "allow-list_disallow": {
        parameters: {
            path: {
                allowed_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvals_list_approvals: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: components["schemas"]["ApprovalState"][] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ApprovalShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_attributes: {
        parameters: {
            query?: {
                declared?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_set_strict: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrictnessSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_declare: {
        parameters: {
            path: {
                name: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefinitionSent"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_undeclare: {
        parameters: {
            path: {
                name: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_list_audit: {
        parameters: {
            query?: {
                action?: string | null;
                actor?: string | null;
                cursor?: string | null;
                limit?: number;
                since?: string | null;
                subject?: string | null;
                until?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_AuditShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_show_heads: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_verify_chain: {
        parameters: {
            query?: {
                chain?: components["schemas"]["Chain"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_list_connections: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ConnectionShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_add_connection: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionMade"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_get_connection: {
        parameters: {
            path: {
                connection_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_remove_connection: {
        parameters: {
            path: {
                connection_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_change_connection: {
        parameters: {
            path: {
                connection_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionChanged"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_check_connection: {
        parameters: {
            path: {
                connection_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_open_connection: {
        parameters: {
            path: {
                connection_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_stop_connection: {
        parameters: {
            path: {
                connection_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stop"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_list_letters: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_LetterShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_get_letter: {
        parameters: {
            path: {
                letter_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenLetterShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_replay_letters: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LettersChosen"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_list_portfolios: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PortfolioShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_add_portfolio: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PortfolioMade"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortfolioShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_set_portfolio_limit: {
        parameters: {
            path: {
                portfolio_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PortfolioLimit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortfolioShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_list_providers: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ProviderShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_list_senders: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SenderShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_add_sender: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SenderMade"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__channels__http__connections__SenderShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_open_sender: {
        parameters: {
            path: {
                sender_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__channels__http__connections__SenderShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_set_pace: {
        parameters: {
            path: {
                sender_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__channels__http__connections__SenderShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    channels_stop_sender: {
        parameters: {
            path: {
                sender_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stop"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__channels__http__connections__SenderShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_list_defaults: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefaultsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_index: {
        parameters: {
            query?: {
                attribute?: string[] | null;
                country?: string | null;
                cursor?: string | null;
                email?: string | null;
                lifecycle?: string | null;
                limit?: number;
                name?: string | null;
                phone?: string | null;
                tag?: string | null;
                whatsapp_user?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ContactShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_create: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_show: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_erase: {
        parameters: {
            query: {
                confirm: string;
            };
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_change: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_show_order: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_set_order: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_show_consents: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_record_consent: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatementSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_devices: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_AppDeviceShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_register_device: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppDeviceSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppDeviceShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_unregister_device: {
        parameters: {
            path: {
                contact_id: string;
                device_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_courses_of_contact: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudentFileShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_of_contact: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                name?: string | null;
                since?: string | null;
                until?: string | null;
            };
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_EventShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_export_person: {
        parameters: {
            query?: {
                format?: components["schemas"]["tidings__contacts__http__rights__Form"];
            };
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_make_link: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__permissions__http__people__LinkShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_merge: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_merges: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeShown"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_show_preferences: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_set_preferences: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_request_opt_in: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOptIn"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptInShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_reach: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReachableShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_segments_of_contact: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SegmentShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_timeline: {
        parameters: {
            query?: {
                cursor?: string | null;
                kind?: components["schemas"]["LineKind"][] | null;
                limit?: number;
            };
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_LineShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_list_unverified_emails: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnverifiedEmailList"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_drop_email: {
        parameters: {
            path: {
                address_id: string;
                contact_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_declare_email: {
        parameters: {
            path: {
                address_id: string;
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailDeclared"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_request_verification: {
        parameters: {
            path: {
                contact_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVerification"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    permissions_check_verification: {
        parameters: {
            path: {
                contact_id: string;
                verification_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["tidings__permissions__http__people__CodeGiven"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_count: {
        parameters: {
            query?: {
                attribute?: string[] | null;
                country?: string | null;
                email?: string | null;
                lifecycle?: string | null;
                name?: string | null;
                phone?: string | null;
                tag?: string | null;
                whatsapp_user?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_duplicates: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_DuplicateShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_undo: {
        parameters: {
            path: {
                merge_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_tag: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaggedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbound_classify: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToClassify"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Classified"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbound_list_unclear: {
        parameters: {
            query?: {
                cursor?: string | null;
                decided?: boolean;
                limit?: number;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_UnclearShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbound_decide: {
        parameters: {
            path: {
                inbound_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToDecide"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnclearShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_index: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                status?: components["schemas"]["CourseStatus"] | null;
                tag?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CourseShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_create: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCourse"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CourseShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_show: {
        parameters: {
            path: {
                course_key: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CourseShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_delete: {
        parameters: {
            path: {
                course_key: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_change: {
        parameters: {
            path: {
                course_key: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CourseChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CourseShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_list_enrolments: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                status?: components["schemas"]["EnrolmentStatus"] | null;
            };
            path: {
                course_key: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_NamedEnrolment_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_take_enrolments: {
        parameters: {
            path: {
                course_key: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_put_enrolment: {
        parameters: {
            path: {
                contact_id: string;
                course_key: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_settings: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__education__http__courses__SettingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_set_settings: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["tidings__education__http__courses__SettingsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__education__http__courses__SettingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_take: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsTakenShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_names: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventNamesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_home: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HomeShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_spending: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_index: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ImportShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_show: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_cancel: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_errors: {
        parameters: {
            query?: {
                cursor?: string | null;
                format?: components["schemas"]["ErrorFormat"];
                limit?: number;
            };
            path: {
                import_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_RowErrorShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_resume: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_note_seen: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_note_unseen: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_preview_undo: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_undo: {
        parameters: {
            path: {
                import_id: string;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_list_mappings: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingShown"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_name_mapping: {
        parameters: {
            path: {
                mapping_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingNamed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_forget_mapping: {
        parameters: {
            path: {
                mapping_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_list_schedules: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleShown"][];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_add_schedule: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_show_schedule: {
        parameters: {
            path: {
                schedule_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_remove_schedule: {
        parameters: {
            path: {
                schedule_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_pause_schedule: {
        parameters: {
            path: {
                schedule_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_resume_schedule: {
        parameters: {
            path: {
                schedule_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_run_schedule: {
        parameters: {
            path: {
                schedule_id: string;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleRunShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    imports_list_schedule_runs: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                schedule_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ScheduleRunShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbound_list_inbound: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
                contact_id?: string | null;
                cursor?: string | null;
                limit?: number;
                reading?: components["schemas"]["ReadingKind"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_InboundShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_agents: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_AgentShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_answers: {
        parameters: {
            query?: {
                archived?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswersShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_add_answer: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutoAnswerSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_show_answer: {
        parameters: {
            path: {
                auto_answer_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_change_answer: {
        parameters: {
            path: {
                auto_answer_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutoAnswerChanged"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_archive_answer: {
        parameters: {
            path: {
                auto_answer_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_restore_answer: {
        parameters: {
            path: {
                auto_answer_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToRestore"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_unarchive_answer: {
        parameters: {
            path: {
                auto_answer_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_versions: {
        parameters: {
            path: {
                auto_answer_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoAnswerVersionsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_try_out: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ToTry"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_show_automation: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_put_automation: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AutomationSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_show_usual: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsuallyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_canned: {
        parameters: {
            query?: {
                archived?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CannedShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_add_canned: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannedSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_show_canned: {
        parameters: {
            path: {
                canned_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_change_canned: {
        parameters: {
            path: {
                canned_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannedSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_archive_canned: {
        parameters: {
            path: {
                canned_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_counts: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxCountsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_decisions: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                thread_id?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_DecidedShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_figures: {
        parameters: {
            query?: {
                by?: components["schemas"]["By"];
                since?: string | null;
                until?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllInboxFiguresShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_drop_file: {
        parameters: {
            path: {
                file_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_teams: {
        parameters: {
            query?: {
                archived?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TeamShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_add_team: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_show_team: {
        parameters: {
            path: {
                team_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_change_team: {
        parameters: {
            path: {
                team_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_archive_team: {
        parameters: {
            path: {
                team_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_threads: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                list?: components["schemas"]["ListName"];
                order?: components["schemas"]["Order"];
                search?: string | null;
                status?: components["schemas"]["tidings__inbox__types__Status"][] | null;
                team_id?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxThreadsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_open_thread: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThreadOpened"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxOpenedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_show_thread: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxOpenedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_assign: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Assigned"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxOpenedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_fill_automatic: {
        parameters: {
            path: {
                auto_answer_id: string;
                thread_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilledShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_fill_canned: {
        parameters: {
            query?: {
                locale?: string | null;
            };
            path: {
                canned_id: string;
                thread_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilledShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_items: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                thread_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_InboxItemShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_add_note: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxOpenedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_be_present: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresenceSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PresenceShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_mark_read: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxCountsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_reply: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboxReplySent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxReplyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_settle: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxOpenedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_surveys: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SurveysShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_escalate: {
        parameters: {
            path: {
                thread_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Escalated"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxOpenedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_list_keys: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeysShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_create_key: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyAsked"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyMade"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_revoke_key: {
        parameters: {
            path: {
                key_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_list_leads: {
        parameters: {
            query?: {
                course?: string | null;
                cursor?: string | null;
                limit?: number;
                owner?: string | null;
                stage?: components["schemas"]["Stage"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_NamedLead_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_take_leads: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_show_lead: {
        parameters: {
            path: {
                lead_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    education_change_lead: {
        parameters: {
            path: {
                lead_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeadChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeadShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_list_campaigns: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
                cursor?: string | null;
                limit?: number;
                search?: string | null;
                segment?: string | null;
                status?: string[] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_CampaignShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_create: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_show: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_delete: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_change: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_activate: {
        parameters: {
            query?: {
                start_date?: string | null;
                waive_required_text?: string | null;
            };
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activated"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_approve: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__campaigns__http__approvals__ApprovalShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_cancel: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_compliance_report: {
        parameters: {
            query?: {
                format?: components["schemas"]["tidings__reports__types__Form"] | null;
                verify?: boolean;
            };
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_copy: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewCopy"] | null;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CopyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_dry_run: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRunShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_history: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_DoneShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_pause: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PauseReason"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_plan: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__campaigns__http__plans__PlanShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_reach: {
        parameters: {
            query?: {
                most?: number;
            };
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceReachShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_list_recipients: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                reason?: string[] | null;
                status?: string[] | null;
            };
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_RecipientShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_add_recipients: {
        parameters: {
            query?: {
                use_target_audience?: boolean;
            };
            path: {
                campaign_id: string;
            };
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewRecipients"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientsAddedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_remove_recipients: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_refuse: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefusalReason"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__campaigns__http__approvals__ApprovalShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_resume: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_stats: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_submit: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__campaigns__http__approvals__ApprovalShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_send_test: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestSend"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSent"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_why: {
        parameters: {
            path: {
                campaign_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_health: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_process_daily: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_send_template_test: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateTest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSent"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_template_uses: {
        parameters: {
            query: {
                name: string[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TemplateUseShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_check_text: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToCheck"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TextLackShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_list_members: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MembersShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_add_member: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberAsked"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__accounts__http__members__MemberShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_remove_member: {
        parameters: {
            path: {
                user_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_invite_member: {
        parameters: {
            path: {
                user_id: string;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    messages_settle: {
        parameters: {
            path: {
                message_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Settlement"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettledShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    messages_trace: {
        parameters: {
            path: {
                message_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    messages_list_unconfirmed: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                source_id?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_UnconfirmedShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    messages_settle_all: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementOfAll"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettledAllShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_index: {
        parameters: {
            query?: {
                contact_id?: string | null;
                cursor?: string | null;
                kind?: string | null;
                limit?: number;
                state?: components["schemas"]["NoticeState"] | null;
                subject_id?: string | null;
                subject_kind?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_NoticeShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_send: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticesSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticesAskedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_show: {
        parameters: {
            path: {
                notice_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_cancel: {
        parameters: {
            path: {
                notice_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_list_cascades: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CascadesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_list_kinds: {
        parameters: {
            query?: {
                archived?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_show_kind: {
        parameters: {
            path: {
                kind_key: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_put_kind: {
        parameters: {
            path: {
                kind_key: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KindSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_archive_kind: {
        parameters: {
            path: {
                kind_key: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_compare_choice: {
        parameters: {
            path: {
                kind_key: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__notices__http__kinds__ChoiceShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notices_preview: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeTried"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__notices__http__models__PreviewShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_show_organisation: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_change_organisation: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationChanged"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_enforce_allow_list: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_lift_allow_list: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_show: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_set_days: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DaysToSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_run: {
        parameters: {
            query?: {
                dry_run?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_stop_sending: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopAsked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_resume_sending: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_set_caps: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapsSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_unset_caps: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_set_hours: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllHoursSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_list_packs: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PackLine_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_show_pack: {
        parameters: {
            path: {
                pack_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PackShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_show_sample: {
        parameters: {
            query?: {
                at?: string | null;
                channel?: components["schemas"]["Channel"];
                country?: string | null;
                postcode?: string | null;
                purpose?: components["schemas"]["Purpose"];
                region?: string | null;
                time_zone?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_show_settings: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    policy_set_stop_scope: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopScopeSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prices_show: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prices_replace: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnPrices"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_list_programmes: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_put_programme: {
        parameters: {
            path: {
                key: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgrammeSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_delete_programme: {
        parameters: {
            path: {
                key: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_count_tickets: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketCountsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_told_to_person: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                contact_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ToldShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_figures: {
        parameters: {
            query?: {
                first?: string | null;
                last?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopFiguresShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_remove_photo: {
        parameters: {
            path: {
                photo_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_furnish: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FurnishedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_show_shop: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_put_shop: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShopSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_statuses: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketStatusesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_texts: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopTextsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_index: {
        parameters: {
            query?: {
                contact_id?: string | null;
                cursor?: string | null;
                limit?: number;
                number?: number | null;
                open_only?: boolean;
                search?: string;
                status?: components["schemas"]["tidings__repairs__types__tickets__Status"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TicketListed_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_open_ticket: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOpened"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_show: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_change: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketEdit"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_answer: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateAnswerSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_appoint: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_estimate: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_foretell: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForetellSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForetoldShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_links: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketLinksSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketLinksShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_told_of_ticket: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                ticket_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ToldShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_pay: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repairs_move: {
        parameters: {
            path: {
                ticket_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketStatusSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_list_roles: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    organisation_search: {
        parameters: {
            query: {
                q: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_index: {
        parameters: {
            query?: {
                archived?: boolean;
                cursor?: string | null;
                kind?: components["schemas"]["tidings__segments__types__records__Kind"] | null;
                limit?: number;
                search?: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SegmentShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_create: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSegment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_show: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_delete: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_change: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SegmentChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SegmentShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_count: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_recount: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_members: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_MemberShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_add_members: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleToAdd"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_remove_members: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeopleToRemove"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_moves: {
        parameters: {
            query?: {
                days?: number;
            };
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovesShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_refresh: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_versions: {
        parameters: {
            path: {
                segment_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_preview: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Asked"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__segments__http__models__PreviewShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_read: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnderstoodShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    segments_tags: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TagsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_show_session: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_sign_in: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInAsked"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_sign_out: {
        parameters: {
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account_sign_in_by_link: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkUsed"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_show: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulatorShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_move_clock: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Moving"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulatorShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_change_faults: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultsChanged"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_list_phones: {
        parameters: {
            query?: {
                limit?: number;
                search?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_PhoneListed_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_show_phone: {
        parameters: {
            path: {
                number: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_attach: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Attaching"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_locate: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Locating"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_press: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pressing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_reach: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reaching"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_react: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reacting"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_look: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Looking"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Looked"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulator_say: {
        parameters: {
            path: {
                number: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Saying"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PhoneShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_count_sms: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextToCount"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SmsReportShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_list_suppressions: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
                cursor?: string | null;
                lifted_too?: boolean;
                limit?: number;
                phone?: string | null;
                reason?: components["schemas"]["SuppressionReason"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_NamedSuppressionShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_add_suppressions: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NumbersToClose"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__consent__http__people__ClosingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_lift_suppression: {
        parameters: {
            query: {
                reason: string;
            };
            path: {
                suppression_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedSuppressionShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_count_suppressions: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
                lifted_too?: boolean;
                phone?: string | null;
                reason?: components["schemas"]["SuppressionReason"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_lift_list: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListToLift"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLiftedShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_list_templates: {
        parameters: {
            query?: {
                channel?: components["schemas"]["Channel"] | null;
                cursor?: string | null;
                limit?: number;
                locale?: string | null;
                search?: string | null;
                state?: components["schemas"]["Standing"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_TemplateListed_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_make_template: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateMade"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_get_template: {
        parameters: {
            path: {
                name: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_archive_template: {
        parameters: {
            path: {
                name: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_note_filing_seen: {
        parameters: {
            path: {
                name: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_note_filing_unseen: {
        parameters: {
            path: {
                name: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_preview_template: {
        parameters: {
            path: {
                name: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplePerson"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__content__http__models__PreviewShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_unarchive_template: {
        parameters: {
            path: {
                name: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_list_versions: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            path: {
                name: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_LocaleShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_add_version: {
        parameters: {
            path: {
                name: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionMade"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWhole"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    content_preview_draft: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Draft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_day: {
        parameters: {
            query?: {
                on?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_bookings: {
        parameters: {
            query?: {
                contact_id?: string | null;
                cursor?: string | null;
                limit?: number;
                slot_id?: string | null;
                state?: components["schemas"]["BookingState"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_BookingShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_book: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookingSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_booking: {
        parameters: {
            path: {
                booking_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_mark: {
        parameters: {
            path: {
                booking_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Attendance"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_cancel: {
        parameters: {
            path: {
                booking_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_to_come: {
        parameters: {
            query?: {
                cursor?: string | null;
                days?: number;
                limit?: number;
                person?: string;
                service_id?: string | null;
                staff_id?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_BookingShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_entries: {
        parameters: {
            query?: {
                contact_id?: string | null;
                cursor?: string | null;
                limit?: number;
                service_id?: string | null;
                state?: components["schemas"]["EntryState"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_EntryShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_join: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntrySent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__models__EntryShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_entry: {
        parameters: {
            path: {
                entry_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__models__EntryShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_change_entry: {
        parameters: {
            path: {
                entry_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryChanged"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__models__EntryShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_chances: {
        parameters: {
            path: {
                entry_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ChanceShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_leave: {
        parameters: {
            path: {
                entry_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__models__EntryShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_restore: {
        parameters: {
            path: {
                entry_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__models__EntryShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_figures: {
        parameters: {
            query?: {
                since?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiguresShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_offers: {
        parameters: {
            query?: {
                contact_id?: string | null;
                cursor?: string | null;
                limit?: number;
                slot_id?: string | null;
                state?: components["schemas"]["OfferState"] | null;
                unclear?: boolean;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_OfferShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_offer: {
        parameters: {
            path: {
                offer_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_answer_offer: {
        parameters: {
            path: {
                offer_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferAnswered"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_services: {
        parameters: {
            query?: {
                archived?: boolean;
                cursor?: string | null;
                limit?: number;
                q?: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_ServiceShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_add_service: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_change_service: {
        parameters: {
            path: {
                service_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_archive_service: {
        parameters: {
            path: {
                service_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_settings: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__wholes__SettingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_set_settings: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["tidings__waitlist__http__wholes__SettingsSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["tidings__waitlist__http__wholes__SettingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_set_up: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetUpShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_slots: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                service_id?: string | null;
                since?: string | null;
                until?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SlotShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_add_slot: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlotSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_show_slot: {
        parameters: {
            path: {
                slot_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_close_slot: {
        parameters: {
            path: {
                slot_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_matches: {
        parameters: {
            path: {
                slot_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_MatchShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_open_slot: {
        parameters: {
            path: {
                slot_id: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_add_from_hours: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlotsFromHours"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_SlotShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_list_staff: {
        parameters: {
            query?: {
                archived?: boolean;
                cursor?: string | null;
                limit?: number;
                q?: string;
                service_id?: string | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rows_StaffShown_"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_add_member: {
        parameters: {
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waitlist_change_member: {
        parameters: {
            path: {
                staff_id: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffSent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_list_wordings: {
        parameters: {
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_show_wording: {
        parameters: {
            path: {
                key: string;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent_add_wording: {
        parameters: {
            path: {
                key: string;
            };
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WordingSent"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordingsShown"];
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
