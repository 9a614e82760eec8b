-- Second factors, and what teachers and admins did.
INSERT INTO second_factor (learner_id, salt, created_at, confirmed_at, last_step) VALUES
  (3, 'c2FsdA', '2026-03-05 12:00:00.000000', NULL, 0),
  (70, 'c2FsdDI', '2026-03-05 12:00:00.000000', '2026-03-05 12:01:00.000000', 59000000);
INSERT INTO recovery_code (id, learner_id, code_hash, used_at) VALUES
  (1, 70, 'hash of a code', NULL),
  (2, 70, 'hash of another', '2026-03-06 12:00:00.000000');
INSERT INTO audit_entry (id, at, learner_id, is_command, act, class_id, about) VALUES
  (1, '2026-03-05 12:00:00.000000', 3, 0, 'make class', 1, '10b, ‘History’'),
  (2, '2026-03-05 12:00:00.000001', NULL, 1, 'promote', NULL, '');
