-- The main job: webhooks in, alerts, incidents, workflows, pages out.
--
-- Every table of a workspace leads with workspace_id, in its keys and its foreign keys, and has row-level security
-- forced: a transaction sees the rows of the workspace that it names in graft.workspace, and no others. The tables
-- that stand outside are named, with the reason, in SchemaTest; they hold ids, digests and due times, no contents.
-- A row that belongs to another row is tied to the workspace by that one's key alone: each foreign key costs a look-up
-- per row, and those to the workspace cost a storm of alerts a quarter of its time. Migrations only expand.

-- ── Workspaces, members, catalogue ────────────────────────────────────────────────────────────────────────────────

create table workspace (
    workspace_id         uuid primary key,
    name                 text not null,
    slug                 text not null unique,
    next_incident_number bigint not null default 1,
    next_member_number   bigint not null default 1,
    -- signs the markers of this workspace's pages; sealed with the master key
    marker_key           bytea not null,
    created_at           timestamptz not null default now()
);

create table member (
    workspace_id uuid not null references workspace,
    id           bigint not null,
    name         text not null,
    email        text not null,
    role         text not null check (role in ('admin', 'user', 'observer')),
    created_at   timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, email)
);

-- Outside row-level security: found by the digest of a secret, before the workspace is known.
create table api_token (
    workspace_id uuid not null,
    id           uuid not null,
    digest       bytea not null,
    member_id    bigint not null,
    name         text not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member
);
create unique index api_token_digest on api_token (digest);

-- Outside row-level security, as api_token. kind: a session lasts, a sign_in link is taken once.
create table session (
    workspace_id uuid not null,
    id           uuid not null,
    kind         text not null check (kind in ('session', 'sign_in')),
    digest       bytea not null,
    member_id    bigint not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    used_at      timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, member_id) references member
);
create unique index session_digest on session (digest);

create table severity (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    slug         text not null,
    level        text not null check (level in ('critical', 'high', 'medium', 'low')),
    color        text not null default '#555555',
    position     integer not null,
    created_at   timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, slug)
);

create table team (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    slug         text not null,
    -- the PagerTree team to page for this one: its ULID or its tem_ id
    pagertree_id text,
    created_at   timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, slug)
);

-- ── Integration with PagerTree ────────────────────────────────────────────────────────────────────────────────────

create table integration (
    workspace_id         uuid not null references workspace,
    id                   uuid not null,
    kind                 text not null check (kind = 'pagertree'),
    -- names a base URL in the operator's configuration: 'production', 'sandbox'
    environment          text not null,
    api_key              bytea,                 -- sealed
    account_id           text,                  -- ULID, from the API
    account_sid          text,                  -- acc_…, from webhooks
    state                text not null check (state in ('not_set_up', 'connected', 'broken')),
    state_reason         text not null default '',
    state_since          timestamptz not null default now(),
    -- whom a page goes to when an incident names nobody: {"kind": "team", "id": "…", "name": "…"}
    default_destination  jsonb,
    -- PagerTree keeps our thirdparty_id (null: not tried yet)
    echoes_reference     boolean,
    -- PagerTree's id of the outgoing webhook that Graft made there
    webhook_id           text,
    created_at           timestamptz not null default now(),
    primary key (workspace_id, id),
    unique (workspace_id, kind)
);

-- PagerTree's teams, users and routers as we last saw them.
create table directory_entry (
    workspace_id uuid not null references workspace,
    kind         text not null check (kind in ('team', 'user', 'router')),
    id           text not null,                 -- ULID
    prefix_id    text,
    name         text not null,
    seen_at      timestamptz not null default now(),
    primary key (workspace_id, kind, id)
);

-- Outside row-level security: the door looks an endpoint up before the workspace is known.
create table webhook_endpoint (
    workspace_id   uuid not null,
    id             uuid not null,
    integration_id uuid not null,
    created_at     timestamptz not null default now(),
    primary key (workspace_id, id),
    foreign key (workspace_id, integration_id) references integration
);
create unique index webhook_endpoint_id on webhook_endpoint (id);

-- Outside row-level security, as webhook_endpoint. Two may be valid at once during a rotation.
create table webhook_secret (
    workspace_id uuid not null,
    endpoint_id  uuid not null,
    id           uuid not null,
    digest       bytea not null,
    sealed       bytea not null,
    created_at   timestamptz not null default now(),
    revoked_at   timestamptz,
    primary key (workspace_id, endpoint_id, id),
    foreign key (workspace_id, endpoint_id) references webhook_endpoint
);

-- ── Inbox ─────────────────────────────────────────────────────────────────────────────────────────────────────────

create sequence delivery_id increment by 1000;

-- One webhook request (source webhook) or one answer of PagerTree's API (source poll), raw; written once, never
-- updated. No foreign key: the endpoint was looked up by the request that wrote it, and the door has no time to lose.
create table delivery (
    workspace_id uuid not null,
    id           bigint not null,
    endpoint_id  uuid not null,
    source       text not null,
    received_at  timestamptz not null default now(),
    content_type text,
    user_agent   text,
    -- for a poll: the act that it settles, or the transition that it confirms, as JSON
    note         text,
    body         bytea not null,
    primary key (workspace_id, id)
);

-- Outside row-level security: what is still to be read. Ids only; claimed and deleted in the fold's transaction.
create table delivery_open (
    workspace_id uuid not null,
    id           bigint not null,
    kind         text not null default 'delivery',
    -- of the body, so that the door can weigh what is unread without reading it
    bytes        integer not null default 0,
    due_at       timestamptz not null default now(),
    attempts     smallint not null default 0,
    lease_until  timestamptz,
    fence        bigint not null default 0,
    primary key (workspace_id, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000,
        autovacuum_analyze_scale_factor = 0.0, autovacuum_analyze_threshold = 2000);

-- What became of a delivery.
create table delivery_verdict (
    workspace_id uuid not null,
    delivery_id  bigint not null,
    verdict      text not null check (verdict in ('applied', 'repeat', 'echo', 'ignored', 'quarantined', 'held')),
    reason       text not null default '',
    alert_id     uuid,
    page_id      uuid,
    at           timestamptz not null default now(),
    primary key (workspace_id, delivery_id)
);

-- ── Alerts ────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Numbers for people, without the lock on the workspace's row that one per workspace would take for each batch of
-- deliveries; so they have gaps.
create sequence alert_number;

create table alert (
    workspace_id    uuid not null references workspace,
    id              uuid not null,
    short_id        text not null,
    source          text not null,
    external_id     text,
    external_url    text,
    status          text not null check (status in ('open', 'triggered', 'acknowledged', 'resolved')),
    summary         text not null,
    description     text,
    -- [{"key": "status", "value": "open"}, …]
    labels          jsonb not null default '[]',
    noise           boolean not null default false,
    -- the fold, as it stands
    state           text not null check (state in ('triggered', 'dropped', 'acknowledged', 'resolved')),
    epoch_created   timestamptz,
    epoch_reopening integer not null default 0,
    round           integer not null default 0,
    silenced        boolean not null default false,
    is_unexpected   boolean not null default false,
    -- 'acknowledging' or 'resolving' while a person's act waits for PagerTree's answer
    pending         text check (pending in ('acknowledging', 'resolving')),
    -- whom PagerTree says it is addressed to, and the team it is assigned to
    destinations    text[] not null default '{}',
    assigned_team   text,
    urgency         text,
    hops            integer not null default 0,
    payload         bytea not null,
    report_count    integer not null default 0,
    last_heard_at   timestamptz not null,
    started_at      timestamptz not null,
    acknowledged_at timestamptz,
    ended_at        timestamptz,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, short_id)
);
create index alert_recent on alert (workspace_id, created_at desc, id desc);

-- Every id by which the other side may name an alert, or one of our pages: exactly one of the two is set.
create table partner_alias (
    workspace_id uuid not null,
    partner      text not null,
    external_id  text not null,
    alert_id     uuid,
    page_id      uuid,
    primary key (workspace_id, partner, external_id),
    check (num_nonnulls(alert_id, page_id) = 1)
);
create index partner_alias_alert on partner_alias (workspace_id, alert_id) where alert_id is not null;
create index partner_alias_page on partner_alias (workspace_id, page_id) where page_id is not null;

-- The set that an alert (or a page, whose receipt folds by the same rules) is the fold of. subject_id: the alert, or
-- the page.
create table alert_report (
    workspace_id  uuid not null,
    subject_id    uuid not null,
    digest        bytea not null,
    kind          text not null check (kind in ('webhook', 'poll', 'act', 'withdrawal')),
    type          text,
    updated_at    timestamptz,
    creation      timestamptz,
    -- known: triggered, dropped, acknowledged, resolved; unknown: '?word'; absent: null
    status        text,
    handoffs      integer not null default 0,
    silenced      boolean not null default false,
    -- poll: the act that it settles; act, withdrawal: its act
    act_id        uuid,
    verb          text check (verb in ('acknowledge', 'resolve')),
    seen_epoch    timestamptz,
    seen_reopening integer,
    seen_round    integer,
    by_whom       text,
    details       jsonb not null default '{}',
    delivery_id   bigint,
    received_at   timestamptz not null,
    primary key (workspace_id, subject_id, digest)
);

create table alert_transition (
    workspace_id    uuid not null,
    alert_id        uuid not null,
    -- null: provisional, nobody has told us when the alert was created
    epoch_created   timestamptz,
    epoch_reopening integer not null,
    round           integer not null,
    to_state        text not null check (to_state in ('created', 'triggered', 'dropped', 'acknowledged', 'resolved')),
    report          bytea not null,
    time            timestamptz,
    disposition     text not null,
    reason          text not null default '',
    recorded_at     timestamptz not null,
    foreign key (workspace_id, alert_id) references alert,
    unique nulls not distinct (workspace_id, alert_id, epoch_created, epoch_reopening, round, to_state)
);

create table alert_event (
    workspace_id uuid not null,
    id           uuid not null,
    alert_id     uuid not null,
    kind         text not null,
    action       text not null,
    source       text not null,
    details      text not null,
    -- what makes it happen once: the digest of a report, the key of a transition, …
    cause        text not null,
    late         boolean not null default false,
    occurred_at  timestamptz not null,
    created_at   timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, alert_id) references alert,
    unique (workspace_id, alert_id, cause)
);

-- ── Incidents ─────────────────────────────────────────────────────────────────────────────────────────────────────

create table incident (
    workspace_id         uuid not null references workspace,
    id                   uuid not null,
    number               bigint not null,
    title                text not null,
    slug                 text not null,
    kind                 text not null default 'normal',
    summary              text,
    is_private           boolean not null default false,
    severity_id          uuid,
    status               text not null
        check (status in ('in_triage', 'started', 'mitigated', 'resolved', 'closed', 'cancelled')),
    source               text not null,
    labels               jsonb not null default '{}',
    duplicate_of         uuid,
    mitigation_message   text,
    resolution_message   text,
    cancellation_message text,
    created_by           jsonb not null,
    in_triage_by         jsonb,
    started_by           jsonb,
    mitigated_by         jsonb,
    resolved_by          jsonb,
    closed_by            jsonb,
    cancelled_by         jsonb,
    in_triage_at         timestamptz,
    started_at           timestamptz,
    detected_at          timestamptz,
    acknowledged_at      timestamptz,
    mitigated_at         timestamptz,
    resolved_at          timestamptz,
    closed_at            timestamptz,
    cancelled_at         timestamptz,
    hops                 integer not null default 0,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, severity_id) references severity,
    foreign key (workspace_id, duplicate_of) references incident
);
create index incident_recent on incident (workspace_id, created_at desc, id desc);

create table incident_team (
    workspace_id uuid not null,
    incident_id  uuid not null,
    team_id      uuid not null,
    primary key (workspace_id, incident_id, team_id),
    foreign key (workspace_id, incident_id) references incident,
    foreign key (workspace_id, team_id) references team
);

create table incident_alert (
    workspace_id uuid not null,
    incident_id  uuid not null,
    alert_id     uuid not null,
    attached_at  timestamptz not null,
    primary key (workspace_id, incident_id, alert_id),
    foreign key (workspace_id, incident_id) references incident,
    foreign key (workspace_id, alert_id) references alert
);
create index incident_alert_alert on incident_alert (workspace_id, alert_id);

create table incident_event (
    workspace_id uuid not null,
    id           uuid not null,
    -- lines of one instant keep the order in which they were written
    position     bigint generated always as identity,
    incident_id  uuid not null,
    kind         text not null check (kind in ('event', 'trail')),
    source       text not null,
    visibility   text not null default 'internal' check (visibility in ('internal', 'external')),
    -- what the line is about, for icons and filters: incident, alert, page, workflow, note
    topic        text not null,
    event        text not null,
    actor        jsonb not null,
    -- what makes it happen once
    cause        text not null,
    occurred_at  timestamptz not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, incident_id) references incident,
    unique (workspace_id, incident_id, cause)
);
create index incident_event_order on incident_event (workspace_id, incident_id, occurred_at, position);

-- ── Pages and effects ─────────────────────────────────────────────────────────────────────────────────────────────

-- Our request that PagerTree wakes somebody, and what became of it.
create table page (
    workspace_id     uuid not null references workspace,
    id               uuid not null,
    incident_id      uuid,
    -- travels as thirdparty_id and as a tag
    marker           text not null,
    title            text not null,
    description      text not null,
    urgency          text not null,
    incident_severity text,
    is_incident      boolean not null default false,
    -- [{"kind": "team", "id": "…", "name": "…"}]
    destinations     jsonb not null,
    requested_by     jsonb not null,
    -- why, in words: "Workflow Page PagerTree on incident created"
    cause            text not null,
    -- makes asking twice harmless: the run and task, or the request's idempotency key
    request_key      text not null,
    hops             integer not null default 0,
    send_state       text not null check (send_state in ('waiting', 'sent', 'refused', 'cancelled', 'failed')),
    send_reason      text not null default '',
    external_id      text,                      -- ULID
    external_prefix_id text,
    external_url     text,
    -- further alerts of PagerTree's with this page's marker, ids only: made by a call whose fate we did not know
    twins            text[] not null default '{}',
    -- the fold of what PagerTree has told us about it
    state            text check (state in ('triggered', 'dropped', 'acknowledged', 'resolved')),
    answered_by      text,
    created_at       timestamptz not null,
    accepted_at      timestamptz,
    acknowledged_at  timestamptz,
    dropped_at       timestamptz,
    resolved_at      timestamptz,
    updated_at       timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, marker),
    unique (workspace_id, request_key),
    foreign key (workspace_id, incident_id) references incident
);
create index page_incident on page (workspace_id, incident_id);

-- Anything we ask of the outside, kept as a row: the request is committed before the call.
create table effect (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    kind         text not null,
    version      integer not null default 1,
    page_id      uuid,
    alert_id     uuid,
    incident_id  uuid,
    -- what is asked, as JSON of this kind and version
    request      jsonb not null,
    -- event → run → task, in words, for people
    cause        text not null,
    request_key  text not null,
    state        text not null check (state in ('waiting', 'done', 'refused', 'cancelled', 'failed')),
    outcome      text not null default '',
    created_at   timestamptz not null,
    finished_at  timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, request_key)
);
create index effect_page on effect (workspace_id, page_id);
create index effect_alert on effect (workspace_id, alert_id);

create table effect_attempt (
    workspace_id uuid not null,
    effect_id    uuid not null,
    number       integer not null,
    fence        bigint not null,
    call         text not null check (call in ('send', 'look', 'resolve', 'acknowledge', 'comment', 'read')),
    started_at   timestamptz not null,
    ended_at     timestamptz,
    -- null: the process died before the answer, and the call may have taken effect
    seen         text check (seen in ('done', 'nothing', 'refused', 'not_done', 'unknown')),
    -- what was seen, in words: "POST /alerts → 201", "time-out after 10 s: outcome unknown"
    outcome      text not null default '',
    primary key (workspace_id, effect_id, number, fence),
    foreign key (workspace_id, effect_id) references effect
);

-- Outside row-level security: what is still to be sent. Ids, due times and leases only.
create table effect_open (
    workspace_id uuid not null,
    id           uuid not null,
    kind         text not null,
    due_at       timestamptz not null default now(),
    attempts     smallint not null default 0,
    lease_until  timestamptz,
    fence        bigint not null default 0,
    primary key (workspace_id, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);

-- Something that a person has to know now. Raised once per subject, cleared when it is over.
create table alarm (
    workspace_id uuid not null references workspace,
    kind         text not null check (kind in
        ('page_not_sent', 'nobody_answered', 'nobody_is_being_paged', 'not_paged', 'act_refused',
         'integration_broken', 'loop_suspected')),
    subject_id   uuid not null,
    incident_id  uuid,
    alert_id     uuid,
    page_id      uuid,
    words        text not null,
    raised_at    timestamptz not null,
    cleared_at   timestamptz,
    primary key (workspace_id, kind, subject_id)
);
create index alarm_standing on alarm (workspace_id, raised_at) where cleared_at is null;

-- Outside row-level security: pages that somebody has to look at again, and when.
create table page_watch_open (
    workspace_id uuid not null,
    id           uuid not null,
    kind         text not null,
    due_at       timestamptz not null,
    attempts     smallint not null default 0,
    lease_until  timestamptz,
    fence        bigint not null default 0,
    primary key (workspace_id, id, kind)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);

create sequence fence;

-- ── Workflows ─────────────────────────────────────────────────────────────────────────────────────────────────────

create table workflow (
    workspace_id uuid not null references workspace,
    id           uuid not null,
    name         text not null,
    slug         text not null,
    kind         text not null check (kind in ('incident', 'alert')),
    enabled      boolean not null default true,
    position     integer not null,
    version      integer not null default 1,
    -- triggers, conditions, tasks: data, see WorkflowDefinition
    definition   jsonb not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, slug)
);

-- Something happened that a workflow may be waiting for.
create table occurrence (
    workspace_id uuid not null,
    id           uuid not null,
    trigger      text not null,
    incident_id  uuid,
    alert_id     uuid,
    -- what the conditions look at, as it was when it happened
    context      jsonb not null,
    -- what makes it happen once
    cause        text not null,
    hops         integer not null default 0,
    -- the occurrence at which a status condition turned workflows away that are asked once more now
    asks_again_of uuid,
    occurred_at  timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, asks_again_of) references occurrence,
    unique (workspace_id, trigger, cause)
);
create index occurrence_incident on occurrence (workspace_id, incident_id) where incident_id is not null;
create index occurrence_alert on occurrence (workspace_id, alert_id) where alert_id is not null;

create table decision (
    workspace_id     uuid not null,
    id               uuid not null,
    occurrence_id    uuid not null,
    workflow_id      uuid not null,
    workflow_version integer not null,
    verdict          text not null check (verdict in ('matched', 'skipped')),
    -- one sentence: why
    sentence         text not null,
    -- each condition: field, left value, operator, right value, verdict
    answers          jsonb not null,
    run_id           uuid,
    decided_at       timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, occurrence_id) references occurrence,
    foreign key (workspace_id, workflow_id) references workflow,
    unique (workspace_id, occurrence_id, workflow_id)
);

create table run (
    workspace_id  uuid not null,
    id            uuid not null,
    workflow_id   uuid not null,
    occurrence_id uuid not null,
    incident_id   uuid,
    alert_id      uuid,
    status        text not null
        check (status in ('queued', 'started', 'completed', 'completed_with_errors', 'failed', 'canceled')),
    status_message text not null default '',
    triggered_by  text not null default 'system',
    hops          integer not null default 0,
    queued_at     timestamptz not null,
    started_at    timestamptz,
    finished_at   timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, workflow_id) references workflow,
    foreign key (workspace_id, occurrence_id) references occurrence,
    unique (workspace_id, occurrence_id, workflow_id)
);
create index run_incident on run (workspace_id, incident_id) where incident_id is not null;
create index run_alert on run (workspace_id, alert_id) where alert_id is not null;

create table task_run (
    workspace_id uuid not null,
    run_id       uuid not null,
    position     integer not null,
    task_type    text not null,
    status       text not null check (status in ('completed', 'failed', 'skipped')),
    -- what was done, or why not, in words; for a page: each team, paged, covered, or not paged because
    result       jsonb not null,
    finished_at  timestamptz not null,
    primary key (workspace_id, run_id, position),
    foreign key (workspace_id, run_id) references run
);

-- Outside row-level security: occurrences to decide on and runs to carry out. Ids only. kind: occurrence, run.
create table work_open (
    workspace_id uuid not null,
    id           uuid not null,
    kind         text not null,
    due_at       timestamptz not null default now(),
    attempts     smallint not null default 0,
    lease_until  timestamptz,
    fence        bigint not null default 0,
    primary key (workspace_id, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 500);

-- ── Journal ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- Facts, as the rooms state them; append-only. No foreign key: the fact was stated in its workspace's transaction.
create table journal (
    workspace_id uuid not null,
    id           uuid not null,
    -- facts of one instant keep the order in which they were stated
    position     bigint generated always as identity,
    kind         text not null,
    version      integer not null default 1,
    subject_id   uuid not null,
    fact         jsonb not null,
    recorded_at  timestamptz not null,
    primary key (workspace_id, id)
);

-- ── Row-level security ────────────────────────────────────────────────────────────────────────────────────────────

do $$
declare
    walled text;
begin
    foreach walled in array array[
        'workspace', 'member', 'severity', 'team', 'integration', 'directory_entry', 'delivery', 'delivery_verdict',
        'alert', 'partner_alias', 'alert_report', 'alert_transition', 'alert_event', 'incident', 'incident_team',
        'incident_alert', 'incident_event', 'page', 'effect', 'effect_attempt', 'alarm', 'workflow', 'occurrence',
        'decision', 'run', 'task_run', 'journal']
    loop
        execute format('alter table %I enable row level security', walled);
        execute format('alter table %I force row level security', walled);
        execute format(
            'create policy own_workspace on %I using (workspace_id = nullif(current_setting(''graft.workspace'', true), '''')::uuid)',
            walled);
    end loop;
end $$;

-- The door writes the deliveries of many workspaces in one statement, and reads none.
create policy door_inserts on delivery for insert with check (true);
