"""Write the first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "province",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("desk_name", sa.String(), nullable=False),
        sa.Column("desk_email", sa.String(), nullable=False),
        sa.Column("chairman_email", sa.String(), nullable=False),
        sa.Column("mail_mode", sa.Text(), nullable=False),
        sa.Column("office_opens", sa.Time(), nullable=False),
        sa.Column("office_closes", sa.Time(), nullable=False),
        sa.CheckConstraint("mail_mode IN ('hold', 'on')", name=op.f("ck_province_mail_mode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_province")),
        sa.UniqueConstraint("code", name=op.f("uq_province_code")),
    )
    op.create_table(
        "agency",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("formerly", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "kind IN ('department', 'district', 'commune', 'central', 'service_unit', 'media', 'committee')",
            name=op.f("ck_agency_kind"),
        ),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_agency_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("province_id", "name", name=op.f("uq_agency_province_id_name")),
    )
    op.create_index(op.f("ix_agency_province_id"), "agency", ["province_id"], unique=False)
    op.create_table(
        "directive",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("signer", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('in_force', 'withdrawn')", name=op.f("ck_directive_state")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_directive_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
        sa.UniqueConstraint("province_id", "digest", name=op.f("uq_directive_province_id_digest")),
    )
    op.create_index(op.f("ix_directive_province_id"), "directive", ["province_id"], unique=False)
    op.create_index(
        "uq_directive_number",
        "directive",
        ["province_id", "number", "issuer", "issued_on"],
        unique=True,
        postgresql_where=sa.text("number IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "journal",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=False),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_journal_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_province_id"), "journal", ["province_id"], unique=False)
    op.create_index("ix_journal_province_id_at", "journal", ["province_id", "at"], unique=False)
    op.create_table(
        "pass",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ran_by", sa.String(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_pass_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass")),
        sa.UniqueConstraint("province_id", "name", "on_date", name=op.f("uq_pass_province_id_name_on_date")),
    )
    op.create_index(op.f("ix_pass_province_id"), "pass", ["province_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("answer_key", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("late_after", sa.Date(), nullable=False),
        sa.Column("late_time", sa.Time(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("supplement_due_on", sa.Date(), nullable=True),
        sa.Column("next_notice_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('report', 'plan', 'submission', 'event', 'inspection', 'publication', 'target', 'standing')",
            name=op.f("ck_assignment_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'handed_in', 'supplement', 'accepted', 'withdrawn')", name=op.f("ck_assignment_state")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_assignment_agency_id_agency")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_assignment_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("agency_id", "answer_key", name=op.f("uq_assignment_agency_id_answer_key")),
    )
    op.create_index(
        "ix_assignment_next_notice",
        "assignment",
        ["province_id", "next_notice_on"],
        unique=False,
        postgresql_where=sa.text("next_notice_on IS NOT NULL"),
    )
    op.create_index(op.f("ix_assignment_province_id"), "assignment", ["province_id"], unique=False)
    op.create_table(
        "clause",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_clause_directive_id_directive")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_clause_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("directive_id", "path", "ord", name=op.f("uq_clause_directive_id_path_ord")),
    )
    op.create_index(op.f("ix_clause_province_id"), "clause", ["province_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('focal', 'deputy', 'unit_head', 'head', 'desk', 'chairman')", name=op.f("ck_contact_role")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_contact_agency_id_agency")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_contact_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint(
            "province_id",
            "agency_id",
            "role",
            name=op.f("uq_contact_province_id_agency_id_role"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_contact_agency_id"), "contact", ["agency_id"], unique=False)
    op.create_index(op.f("ix_contact_province_id"), "contact", ["province_id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'approved', 'sent_back', 'rejected')", name=op.f("ck_reading_state")),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_reading_directive_id_directive")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_reading_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("directive_id", name=op.f("uq_reading_directive_id")),
    )
    op.create_index(op.f("ix_reading_province_id"), "reading", ["province_id"], unique=False)
    op.create_table(
        "acknowledgement",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_acknowledgement_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_acknowledgement_contact_id_contact")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_acknowledgement_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint("assignment_id", "contact_id", name=op.f("uq_acknowledgement_assignment_id_contact_id")),
    )
    op.create_index(op.f("ix_acknowledgement_province_id"), "acknowledgement", ["province_id"], unique=False)
    op.create_table(
        "mail",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("mail_class", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("to_email", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body_text", sa.String(), nullable=False),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("thread_root", sa.String(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("mail_class IN ('digest', 'prompt', 'draft')", name=op.f("ck_mail_mail_class")),
        sa.CheckConstraint(
            "state IN ('draft', 'held', 'queued', 'sending', 'retry', 'sent', 'dead')", name=op.f("ck_mail_state")
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_mail_contact_id_contact")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_mail_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("province_id", "key", name=op.f("uq_mail_province_id_key")),
    )
    op.create_index(op.f("ix_mail_contact_id"), "mail", ["contact_id"], unique=False)
    op.create_index(
        "ix_mail_due",
        "mail",
        ["next_try_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'retry', 'sending')"),
    )
    op.create_index(op.f("ix_mail_province_id"), "mail", ["province_id"], unique=False)
    op.create_index("ix_mail_sent", "mail", ["sent_at"], unique=False, postgresql_where=sa.text("sent_at IS NOT NULL"))
    op.create_table(
        "obligation",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("timing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "kind IN ('report', 'plan', 'submission', 'event', 'inspection', 'publication', 'target', 'standing')",
            name=op.f("ck_obligation_kind"),
        ),
        sa.ForeignKeyConstraint(["clause_id"], ["clause.id"], name=op.f("fk_obligation_clause_id_clause")),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_obligation_directive_id_directive")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_obligation_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("directive_id", "ord", name=op.f("uq_obligation_directive_id_ord")),
    )
    op.create_index(op.f("ix_obligation_clause_id"), "obligation", ["clause_id"], unique=False)
    op.create_index(op.f("ix_obligation_province_id"), "obligation", ["province_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paper_number", sa.String(), nullable=True),
        sa.Column("paper_date", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('handed_in', 'supplement', 'accepted')", name=op.f("ck_submission_state")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_submission_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_submission_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index(op.f("ix_submission_assignment_id"), "submission", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_submission_province_id"), "submission", ["province_id"], unique=False)
    op.create_table(
        "doubt",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_doubt_directive_id_directive")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_doubt_obligation_id_obligation")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_doubt_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doubt")),
    )
    op.create_index(op.f("ix_doubt_directive_id"), "doubt", ["directive_id"], unique=False)
    op.create_index(op.f("ix_doubt_province_id"), "doubt", ["province_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('focal', 'deputy', 'unit_head', 'head', 'desk', 'chairman')", name=op.f("ck_notice_role")
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_notice_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_notice_contact_id_contact")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_notice_mail_id_mail")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_notice_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("province_id", "key", name=op.f("uq_notice_province_id_key")),
    )
    op.create_index(op.f("ix_notice_assignment_id"), "notice", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_notice_mail_id"), "notice", ["mail_id"], unique=False)
    op.create_index(op.f("ix_notice_province_id"), "notice", ["province_id"], unique=False)
    op.create_table(
        "occurrence",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("period_first", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("late_after", sa.Date(), nullable=False),
        sa.Column("late_time", sa.Time(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("derivation", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer_key", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_occurrence_obligation_id_obligation")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_occurrence_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sa.UniqueConstraint("obligation_id", "period", name=op.f("uq_occurrence_obligation_id_period")),
    )
    op.create_index(op.f("ix_occurrence_province_id"), "occurrence", ["province_id"], unique=False)
    op.create_index(op.f("ix_occurrence_target_on"), "occurrence", ["target_on"], unique=False)
    op.create_table(
        "party",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("ord", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("formerly", sa.String(), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'coordinate', 'recipient')", name=op.f("ck_party_role")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_party_agency_id_agency")),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_party_obligation_id_obligation")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_party_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("obligation_id", "role", "name", name=op.f("uq_party_obligation_id_role_name")),
    )
    op.create_index(op.f("ix_party_agency_id"), "party", ["agency_id"], unique=False)
    op.create_index(op.f("ix_party_province_id"), "party", ["province_id"], unique=False)
    op.create_table(
        "duty",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("late_after", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "line IN ('done', 'none_to_report', 'going_on', 'not_begun', 'obstacle')", name=op.f("ck_duty_line")
        ),
        sa.CheckConstraint("state IN ('open', 'done', 'withdrawn')", name=op.f("ck_duty_state")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_duty_agency_id_agency")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_duty_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"], name=op.f("fk_duty_occurrence_id_occurrence")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_duty_province_id_province")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("occurrence_id", "agency_id", name=op.f("uq_duty_occurrence_id_agency_id")),
    )
    op.create_index(op.f("ix_duty_agency_id"), "duty", ["agency_id"], unique=False)
    op.create_index(op.f("ix_duty_assignment_id"), "duty", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_duty_province_id"), "duty", ["province_id"], unique=False)
    op.create_table(
        "submission_line",
        sa.Column("province_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('done', 'none_to_report', 'going_on', 'not_begun', 'obstacle')",
            name=op.f("ck_submission_line_state"),
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_submission_line_duty_id_duty")),
        sa.ForeignKeyConstraint(["province_id"], ["province.id"], name=op.f("fk_submission_line_province_id_province")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_line_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_line")),
        sa.UniqueConstraint("submission_id", "duty_id", name=op.f("uq_submission_line_submission_id_duty_id")),
    )
    op.create_index(op.f("ix_submission_line_duty_id"), "submission_line", ["duty_id"], unique=False)
    op.create_index(op.f("ix_submission_line_province_id"), "submission_line", ["province_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_submission_line_province_id"), table_name="submission_line")
    op.drop_index(op.f("ix_submission_line_duty_id"), table_name="submission_line")
    op.drop_table("submission_line")
    op.drop_index(op.f("ix_duty_province_id"), table_name="duty")
    op.drop_index(op.f("ix_duty_assignment_id"), table_name="duty")
    op.drop_index(op.f("ix_duty_agency_id"), table_name="duty")
    op.drop_table("duty")
    op.drop_index(op.f("ix_party_province_id"), table_name="party")
    op.drop_index(op.f("ix_party_agency_id"), table_name="party")
    op.drop_table("party")
    op.drop_index(op.f("ix_occurrence_target_on"), table_name="occurrence")
    op.drop_index(op.f("ix_occurrence_province_id"), table_name="occurrence")
    op.drop_table("occurrence")
    op.drop_index(op.f("ix_notice_province_id"), table_name="notice")
    op.drop_index(op.f("ix_notice_mail_id"), table_name="notice")
    op.drop_index(op.f("ix_notice_assignment_id"), table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_doubt_province_id"), table_name="doubt")
    op.drop_index(op.f("ix_doubt_directive_id"), table_name="doubt")
    op.drop_table("doubt")
    op.drop_index(op.f("ix_submission_province_id"), table_name="submission")
    op.drop_index(op.f("ix_submission_assignment_id"), table_name="submission")
    op.drop_table("submission")
    op.drop_index(op.f("ix_obligation_province_id"), table_name="obligation")
    op.drop_index(op.f("ix_obligation_clause_id"), table_name="obligation")
    op.drop_table("obligation")
    op.drop_index("ix_mail_sent", table_name="mail", postgresql_where=sa.text("sent_at IS NOT NULL"))
    op.drop_index(op.f("ix_mail_province_id"), table_name="mail")
    op.drop_index("ix_mail_due", table_name="mail", postgresql_where=sa.text("state IN ('queued', 'retry', 'sending')"))
    op.drop_index(op.f("ix_mail_contact_id"), table_name="mail")
    op.drop_table("mail")
    op.drop_index(op.f("ix_acknowledgement_province_id"), table_name="acknowledgement")
    op.drop_table("acknowledgement")
    op.drop_index(op.f("ix_reading_province_id"), table_name="reading")
    op.drop_table("reading")
    op.drop_index(op.f("ix_contact_province_id"), table_name="contact")
    op.drop_index(op.f("ix_contact_agency_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_clause_province_id"), table_name="clause")
    op.drop_table("clause")
    op.drop_index(op.f("ix_assignment_province_id"), table_name="assignment")
    op.drop_index(
        "ix_assignment_next_notice", table_name="assignment", postgresql_where=sa.text("next_notice_on IS NOT NULL")
    )
    op.drop_table("assignment")
    op.drop_index(op.f("ix_pass_province_id"), table_name="pass")
    op.drop_table("pass")
    op.drop_index("ix_journal_province_id_at", table_name="journal")
    op.drop_index(op.f("ix_journal_province_id"), table_name="journal")
    op.drop_table("journal")
    op.drop_index(
        "uq_directive_number",
        table_name="directive",
        postgresql_where=sa.text("number IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(op.f("ix_directive_province_id"), table_name="directive")
    op.drop_table("directive")
    op.drop_index(op.f("ix_agency_province_id"), table_name="agency")
    op.drop_table("agency")
    op.drop_table("province")
