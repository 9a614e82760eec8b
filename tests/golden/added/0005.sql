-- Classes, seats, and quizzes with their frozen versions.
INSERT INTO accommodation (learner_id, factor, extra_minutes, untimed, set_at) VALUES
  (1, 1.25, 240, 0, '2026-03-05 12:00:00.000000'),
  (2, 1.0, 0, 1, '2026-03-05 12:00:00.000000');
INSERT INTO class (id, teacher_id, name, zone, join_code, erase_on, created_at, ended_at) VALUES
  (1, 3, '10b, ‘History’', 'Europe/Berlin', 'K7M2QX4T', '2027-08-01', '2026-03-05 12:00:00.000000', NULL),
  (6, 3, 'Over', 'UTC', NULL, '2026-03-05', '2025-03-05 12:00:00.000000', '2026-03-05 12:00:00.000000');
INSERT INTO quiz (id, owner_id, title, draw_count, shuffles, created_at, changed_at, archived_at) VALUES
  (1, 3, 'Ministers; = 1 + 1', 2, 1, '2026-03-05 12:00:00.000000', '2026-03-05 12:00:00.000000', NULL),
  (2, 3, 'Put away', NULL, 0, '2026-03-05 12:00:00.000000', '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000');
INSERT INTO quiz_item (quiz_id, question_id, position) VALUES (1, 1, 1), (1, 2, 0), (2, 3, 0);
INSERT INTO quiz_version (id, quiz_id, number, title, draw_count, shuffles, content_hash, frozen_at) VALUES
  (1918273645, 1, 1, 'Ministers', 2, 1, 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', '2026-03-05 12:00:00.000000'),
  (2147483647, 2, 1, 'Put away', NULL, 0, 'ffffffffffffffffffffffffffffffff', '2026-03-05 12:00:00.000000');
INSERT INTO quiz_version_item (version_id, position, question_version_id) VALUES
  (1918273645, 0, 2), (1918273645, 1, 1), (2147483647, 0, 3);
INSERT INTO seat (id, class_id, learner_id, name, name_key, pupil_code, word_hash, shares_misses, created_at, taken_at, removed_at) VALUES
  (1, 1, 1, 'Zoë', 'zoë', 'P-001', '$argon2id$word', 1, '2026-03-05 12:00:00.000000', '2026-03-05 12:00:01.000000', NULL),
  (2, 1, 2, 'O''Neill, "Tom"', 'o''neill, "tom"', NULL, NULL, 0, '2026-03-05 12:00:00.000000', NULL, '2026-03-06 12:00:00.000000');
INSERT INTO item_tally (version_id, position, people, sum_x, sum_xx, sum_r, sum_rr, sum_xr, choices) VALUES
  (1918273645, 0, 3, 1.5, 0.75, 2.3333333333333335, 1.8888888888888888, 1.1666666666666667, '{"[0]": 2, "null": 1}'),
  (1918273645, 1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, '{}');
INSERT INTO regrade (id, version_id, position, rule, key_version_id, made_at, undone_at) VALUES
  (1, 1918273645, 0, 'new_key', 4, '2026-03-05 12:00:00.000000', NULL),
  (2, 1918273645, 1, 'dropped', NULL, '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000');
