-- The hours in which somebody works, minutes of the day; from nine to five where there are none.
ALTER TABLE account ADD COLUMN works_from INTEGER;
ALTER TABLE account ADD COLUMN works_until INTEGER;

-- Which address of a calendar is the present one: it is counted on when one is made anew, and older ones end.
ALTER TABLE account ADD COLUMN calendar INTEGER NOT NULL DEFAULT 0;
ALTER TABLE team ADD COLUMN calendar INTEGER NOT NULL DEFAULT 0;
