-- A quiz that is offered to be studied alone, and one that is not any more.
INSERT INTO sitting (id, version_id, class_id, host_id, kind, title, seed, created_at, ended_at) VALUES
  (5, 1918273645, 1, 3, 'study', 'Alone', '4f4f', '2026-03-05 12:00:00.000000', NULL),
  (6, 2147483647, 1, 3, 'study', 'No more', '5f5f', '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000');
