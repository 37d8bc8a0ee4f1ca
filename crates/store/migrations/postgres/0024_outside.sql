-- An action that was written outside a workshop has none.
ALTER TABLE action ALTER COLUMN workshop_id DROP NOT NULL;
