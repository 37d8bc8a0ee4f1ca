-- Notes are compared by their words, which are made from their text whenever they are needed.
ALTER TABLE earlier_note DROP COLUMN gist;
