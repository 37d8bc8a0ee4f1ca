-- Why an action was dropped.
ALTER TABLE action ADD COLUMN reason TEXT;
