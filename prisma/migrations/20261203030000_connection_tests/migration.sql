-- When a connection was last tested, and what was wrong; nothing if test_problem is null.
ALTER TABLE connections ADD COLUMN tested_at timestamptz(6);
ALTER TABLE connections ADD COLUMN test_problem text;
