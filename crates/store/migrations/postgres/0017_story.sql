-- What a kept note is about, so that notes can be counted: the question of the debrief, and the card.
ALTER TABLE earlier_note ADD COLUMN question TEXT;
ALTER TABLE earlier_note ADD COLUMN scenario_id UUID;
