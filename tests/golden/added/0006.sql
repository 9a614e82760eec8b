-- A use of a quiz in each of its forms, with attempts and responses.
INSERT INTO sitting (id, version_id, class_id, host_id, kind, title, seed, created_at, ended_at) VALUES
  (1, 1918273645, 1, 3, 'assigned', 'Homework', '0f0f', '2026-03-05 12:00:00.000000', NULL),
  (2, 1918273645, NULL, 3, 'live', 'Live', '1f1f', '2026-03-05 12:00:00.000000', '2026-03-05 13:00:00.000000'),
  (3, 2147483647, 1, 3, 'paper', 'Paper', '2f2f', '2026-03-05 12:00:00.000000', NULL),
  (4, 1918273645, 1, 3, 'live', 'Now', '3f3f', '2026-03-05 12:00:00.000000', NULL);
INSERT INTO assignment (sitting_id, opens_at, closes_at, seconds, attempts, counts, feedback, late_until, late_percent, extends_close, certainty) VALUES
  (1, '2026-03-05 12:00:00.000000', '2026-03-12 12:00:00.000000', 600, 2, 'best', 'closed', '2026-03-13 12:00:00.000000', 10, 1, 1);
INSERT INTO attempt (id, sitting_id, learner_id, seat_id, number, seed, form, started_at, submitted_at, submitted_by, is_late, marks, points, possible) VALUES
  (1, 1, 1, 1, 1, '3f2504e0-4f89-41d3-9a0c-0305e82c3311', NULL, '2026-03-05 12:00:00.000000', '2026-03-05 12:05:00.000000', 'learner', 0, '10', 1.0, 2.0),
  (2, 2, 2, NULL, 1, '3f2504e0-4f89-41d3-9a0c-0305e82c3312', NULL, '2026-03-05 12:00:00.000000', '2026-03-05 13:00:00.000000', 'end', 1, '', 0.0, 2.0),
  (3, 3, 1, 1, 1, '3f2504e0-4f89-41d3-9a0c-0305e82c3313', 'B', '2026-03-05 12:00:00.000000', NULL, NULL, 0, '1', 0.6666666666666666, 1.0),
  (4, 4, 70, NULL, 1, '3f2504e0-4f89-41d3-9a0c-0305e82c3314', NULL, '2026-03-05 12:00:00.000000', NULL, NULL, 0, '', 0.0, 2.0);
INSERT INTO live (sitting_id, code, phase, position, opened_at, closes_at, version, seconds, standings, lets_late, nicknames) VALUES
  (2, NULL, 'done', 1, '2026-03-05 12:30:00.000000', NULL, 9, NULL, 0, 0, 0),
  (4, 'QX4TK7', 'open', 0, '2026-03-05 12:30:00.000000', '2026-03-05 12:30:20.000000', 2, 20, 1, 1, 1);
INSERT INTO player (attempt_id, sitting_id, nickname, nickname_key, kicked_at) VALUES
  (2, 2, 'Red Fox', 'red fox', '2026-03-05 12:40:00.000000'),
  (4, 4, '🦊', '🦊', NULL);
INSERT INTO response (id, attempt_id, position, question_version_id, given, shown, certainty, verdict, share, score, entry_uuid, revision, milliseconds, answered_at) VALUES
  (1, 1, 0, 2, '"woods-2003:501"', '[]', 3, 'right', 1.0, 1.0, '00000000-0000-4000-8000-000000000101', 1, 1000, '2026-03-05 12:01:00.000000'),
  (2, 1, 1, 1, 'null', '[]', NULL, 'wrong', 0.0, 0.0, '00000000-0000-4000-8000-000000000102', 3, NULL, '2026-03-05 12:02:00.000000'),
  (3, 3, 0, 3, '[0,2]', '[2,0,1]', 1, 'part', 0.6666666666666666, 0.6666666666666666, '00000000-0000-4000-8000-000000000103', 1, 0, '2026-03-05 12:01:00.000000');
