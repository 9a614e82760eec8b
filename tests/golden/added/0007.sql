-- The tables behind the pictures of progress, and an answer on a day of its own.
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given, shown, "right", score, confidence, disputed, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability, difficulty, due_on, recalled, received_at, follows) VALUES
  (16, 3, '00000000-0000-4000-8000-000000000010', 'answer', 1, 1, 'review', '"woods-2003:501"', '[]', 1, 1.0, 'sure', 0, 3, 3000, '2026-03-06 12:00:00.000000', '2026-03-06', 'America/Argentina/ComodRivadavia', 'fsrs-6.3.2', 1.8867876195204154, 6.402115069296838, '2026-03-08', NULL, NULL, 15);
UPDATE memory SET stability = 1.8867876195204154, difficulty = 6.402115069296838, reviewed_on = '2026-03-06',
  due_on = '2026-03-08', reps = 2, passes = 1, last_answer_id = 16 WHERE learner_id = 3;
INSERT INTO day_tally (learner_id, day, answers, correct, met, milliseconds, reviews, recalled, mature, mature_recalled, guessed, guessed_right, fairly, fairly_right, sure, sure_right) VALUES
  (3, '2026-03-06', 1, 1, 0, 3000, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1);
INSERT INTO reading_stretch (id, learner_id, article_key, module_key, day, started_at, ended_at, words, seconds) VALUES
  (1, 1, 'woods-2003', 'last-period', '2026-03-05', '2026-03-05 11:00:00.000000', '2026-03-05 11:30:00.000001', 4200, 1800.000001),
  (2, 1, 'Äpfel', '', '2026-03-06', '2026-03-06 11:00:00.000000', '2026-03-06 11:00:00.000000', 0, 0.0);
INSERT INTO calendar_feed (learner_id, token_hash, created_at, fetched_at) VALUES
  (1, 'hash of a feed', '2026-03-05 12:00:00.000000', NULL),
  (70, 'hash of another', '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000');
INSERT INTO reminder (learner_id, address, hour, token_hash, asked_at, confirmed_at, sent_on) VALUES
  (1, 'zoë+study@example.org', 0, 'hash of a letter', '2026-03-05 12:00:00.000000', NULL, NULL),
  (70, 'x@example.org', 23, 'hash of another', '2026-03-05 12:00:00.000000', '2026-03-05 12:10:00.000000', '2026-03-06');
UPDATE seat SET shares_study = 1 WHERE id = 1;
