CREATE TABLE templates (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  default_locale text NOT NULL,     -- the body of people whose language has none
  version integer NOT NULL,         -- the newest
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  archived_at timestamptz,          -- not offered any more since then; what uses it goes on
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);

-- Each version brings the body of one locale and is never changed; as of a version, each locale has its newest body up to it.
CREATE TABLE template_versions (
  organisation_id uuid NOT NULL,
  template_id uuid NOT NULL,
  version integer NOT NULL,
  locale text NOT NULL,
  body jsonb NOT NULL,              -- content.types.Body
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, template_id, version, locale)
);

-- A provider's word on a WhatsApp template: approved, paused, rejected...
CREATE TABLE template_approvals (
  organisation_id uuid NOT NULL,
  provider text NOT NULL,
  provider_name text NOT NULL,
  status text NOT NULL,             -- in the provider's words, lower case
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, provider, provider_name)
);

-- Under which category a provider files a WhatsApp template, whatever it was submitted as: policy goes by it.
CREATE TABLE template_filings (
  organisation_id uuid NOT NULL,
  provider text NOT NULL,
  provider_name text NOT NULL,
  language text NOT NULL,
  category text NOT NULL,           -- content.types.Category
  former text,                      -- the one before; NULL: none was told
  at timestamptz NOT NULL,          -- of the newest word, by the provider
  changed_at timestamptz NOT NULL,
  seen_at timestamptz,              -- when somebody saw it, or put it aside; null again whenever the category changes, or a change is announced
  coming text,                      -- the category that the provider said it will give; NULL: it announced none, or gave it
  comes_at timestamptz,             -- from when on; NULL: it did not say
  coming_told timestamptz,          -- when it announced that last, by the provider
  PRIMARY KEY (organisation_id, provider, provider_name, language)
);
