-- What the program of schema 0001 stored: two people, one a guest, and what they answered.
INSERT INTO article (key, position, content) VALUES
  ('oak-1950', 0, '{"title": "The mill – “ground” ’49", "paragraphs": []}'),
  ('Äpfel', 1, '{}'),
  ('zz', 2147483647, '{"text": "two\nlines, a \"quote\" and a \\"}');
INSERT INTO content_state VALUES
  (1, 'f1', 'c1', '2026-03-05 12:00:00.000000', 'r1', 'bank/mill.yaml:3:1: error: no such paragraph
second line');
INSERT INTO learner (id, name, name_key, password_hash, role, zone, created_at) VALUES
  (1, 'Zoë ‘Ö’Brien', 'zoë ‘ö’brien', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 'learner', 'Pacific/Kiritimati', '2026-03-04 23:59:59.999999'),
  (2, NULL, NULL, NULL, 'learner', 'UTC', '1970-01-01 00:00:00.000000'),
  (3, '李 😀', '李 😀', '', 'teacher', 'America/Argentina/ComodRivadavia', '2038-01-19 03:14:08.000000'),
  (70, 'é', 'é', 'x', 'admin', 'Europe/Berlin', '2026-03-29 01:30:00.000000');
INSERT INTO question (id, key, module, position, content_hash, retired_at) VALUES
  (1, 'golden-one', 'woods-2003/last-period', 0, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', NULL),
  (2, 'golden-two', 'woods-2003/last-period', 1, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', NULL),
  (3, 'golden-three', 'oak-1950/mill', 2, 'cccccccccccccccccccccccccccccccc', '2026-03-20 00:00:00.000000');
INSERT INTO question_version (id, question_id, content_hash, content, created_at) VALUES
  (1, 1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-one","kind":"locate","note":null,"skill":"place","stem":"Find it.","tags":["army"],"targets":["woods-2003:501"]}', '2026-03-01 00:00:00.000000'),
  (2, 2, 'dddddddddddddddddddddddddddddddd', '{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-two","kind":"locate","note":null,"skill":"place","stem":"Find it, as it was.","tags":["army"],"targets":["woods-2003:501"]}', '2026-03-01 00:00:00.000000'),
  (3, 3, 'cccccccccccccccccccccccccccccccc', '{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-three","kind":"locate","note":null,"skill":"place","stem":"Find it.","tags":["army"],"targets":["woods-2003:501"]}', '2026-03-01 00:00:00.000000'),
  (4, 2, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-two","kind":"locate","note":null,"skill":"place","stem":"Find it.","tags":["army"],"targets":["woods-2003:501"]}', '2026-03-09 00:00:00.000000');
INSERT INTO reading (learner_id, article_key, module_key, place, opened_at, updated_at, finished_at) VALUES
  (1, 'woods-2003', 'last-period', 501, '2026-03-05 11:00:00.000000', '2026-03-05 11:30:00.123456', '2026-03-05 11:30:00.123456'),
  (1, 'Äpfel', 'z', 0, '2026-03-05 11:00:00.000000', '2026-03-05 11:00:00.000000', NULL),
  (1, 'zz', 'Z', 2147483647, '2026-03-05 11:00:00.000000', '2026-03-05 11:00:00.000000', NULL),
  (2, 'a b', '', 1, '2026-03-05 11:00:00.000000', '2026-03-05 11:00:00.000000', NULL);
INSERT INTO session (id, token_hash, learner_id, created_at, seen_at) VALUES
  (1, 'hash of a token', 1, '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000'),
  (9, 'hash of another', 2, '2026-03-05 12:00:00.000000', '2026-03-05 12:00:00.000000');
INSERT INTO sign_in_failure (id, name_key, failed_at) VALUES
  (5, 'nobody '' "here" % \', '2026-03-05 12:00:00.000000');
INSERT INTO review_log (id, learner_id, entry_uuid, kind, undoes, question_id, version_id, mode, run_id, given, shown, "right", score, guessed, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability, difficulty, due_on) VALUES
  (1, 1, '00000000-0000-4000-8000-000000000001', 'answer', NULL, 1, 1, 'check', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', '"woods-2003:501"', '[]', 1, 1.0, 0, 3, 0, '2026-03-05 00:00:00.000000', '2026-03-05', 'UTC', 'fsrs-6.3.2', 2.3065, 2.118103970459016, '2026-03-07'),
  (2, 1, '00000000-0000-4000-8000-000000000002', 'answer', NULL, 1, 1, 'review', NULL, '"woods-2003:501"', '[]', 1, 1.0, 0, 3, 2147483647, '2026-03-06 23:59:59.999999', '2026-03-06', 'UTC', 'fsrs-6.3.2', 7.31530074407728, 2.111214235785395, '2026-03-13'),
  (3, 1, '00000000-0000-4000-8000-000000000003', 'answer', NULL, 1, 1, 'review', NULL, '"woods-2003:501"', '[]', 1, 1.0, NULL, 3, NULL, '2026-03-10 09:59:59.000001', '2026-03-10', 'Pacific/Kiritimati', 'fsrs-6.3.2', 23.18895613421823, 2.1043313908464483, '2026-04-02'),
  (4, 1, '00000000-0000-4000-8000-000000000004', 'answer', NULL, 1, 1, 'review', NULL, '"woods-2003:501"', '[]', 1, 1.0, 0, 3, NULL, '2026-04-04 09:00:00.500000', '2026-04-04', 'Pacific/Kiritimati', 'fsrs-6.3.2', 92.61789451751797, 2.0974554287524403, '2026-07-06'),
  (5, 1, '00000000-0000-4000-8000-000000000005', 'answer', NULL, 2, 2, 'check', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', '[0, 3]', '[2,0,3,1]', 0, 0.0, 1, 1, NULL, '2026-03-05 12:00:00.000000', '2026-03-05', 'UTC', 'fsrs-6.3.2', 0.212, 6.4133, '2026-03-06'),
  (6, 1, '00000000-0000-4000-8000-000000000006', 'answer', NULL, 2, 2, 'review', NULL, '"caf\u00e9 \ud83d\ude00 \\ \""', '[]', 1, 1.0, 0, 3, NULL, '2026-03-06 12:00:00.000000', '2026-03-06', 'UTC', 'fsrs-6.3.2', 1.8867876195204154, 6.402115069296838, '2026-03-08'),
  (7, 1, '00000000-0000-4000-8000-000000000007', 'answer', NULL, 2, 4, 'review', NULL, 'null', '[]', 1, 1.0, 0, 3, NULL, '2026-03-10 12:00:00.000000', '2026-03-10', 'UTC', 'fsrs-6.3.2', 8.742397915978565, 6.3909413235243795, '2026-03-19'),
  (8, 2, '00000000-0000-4000-8000-000000000008', 'answer', NULL, 3, 3, 'check', '3f2504e0-4f89-41d3-9a0c-0305e82c3302', '["a", ""]', '[]', 1, 1.0, 0, 3, NULL, '2026-03-05 12:00:00.000000', '2026-03-05', 'UTC', 'fsrs-6.3.2', 2.3065, 2.118103970459016, '2026-03-07'),
  (9, 2, '00000000-0000-4000-8000-000000000009', 'undo', 8, 3, 3, 'check', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-05 12:00:07.000000', '2026-03-05', 'UTC', 'fsrs-6.3.2', NULL, NULL, NULL),
  (10, 2, '00000000-0000-4000-8000-00000000000a', 'answer', NULL, 3, 3, 'check', NULL, '-0.5', '[]', 1, 1.0, 0, 3, NULL, '2026-03-05 12:00:09.000000', '2026-03-05', 'UTC', 'fsrs-6.3.2', 2.3065, 2.118103970459016, '2026-03-07');
INSERT INTO memory (learner_id, question_id, stability, difficulty, reviewed_on, due_on, reps, passes, lapses, last_answer_id) VALUES
  (1, 1, 92.61789451751797, 2.0974554287524403, '2026-04-04', '2026-07-06', 4, 4, 0, 4),
  (1, 2, 8.742397915978565, 6.3909413235243795, '2026-03-10', '2026-03-19', 3, 2, 0, 7),
  (2, 3, 2.3065, 2.118103970459016, '2026-03-05', '2026-03-07', 1, 1, 0, 10);
