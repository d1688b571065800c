CREATE TABLE templates (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);

-- One row a version and locale; a version is never changed once made.
CREATE TABLE template_versions (
  organisation_id uuid NOT NULL,
  template_id uuid NOT NULL,
  version integer NOT NULL,
  locale text NOT NULL,
  body jsonb NOT NULL,              -- content.types.SmsBody or WhatsAppBody
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, template_id, version, locale)
);

-- A provider's word on a WhatsApp template: approved, paused, rejected...
CREATE TABLE template_approvals (
  organisation_id uuid NOT NULL,
  provider text NOT NULL,
  provider_name text NOT NULL,
  status text NOT NULL,
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, provider, provider_name)
);
