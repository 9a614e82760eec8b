-- How sure a learner was, what they dispute, why an answer slipped, and what rests.
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given, shown, "right", score, confidence, disputed, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability, difficulty, due_on) VALUES
  (11, 70, '00000000-0000-4000-8000-00000000000b', 'answer', 1, 1, 'new', '"woods-2003:1"', '[]', 0, 0.0, 'sure', 0, 1, 900, '2026-03-05 12:00:00.000000', '2026-03-05', 'Europe/Berlin', 'fsrs-6.3.2', 0.212, 6.4133, '2026-03-06'),
  (12, 70, '00000000-0000-4000-8000-00000000000c', 'answer', 1, 1, 'review', 'null', '[]', 1, 1.0, 'fairly', 1, 3, 90000, '2026-03-06 12:00:00.000000', '2026-03-06', 'Europe/Berlin', 'fsrs-6.3.2', 1.8867876195204154, 6.402115069296838, '2026-03-08');
INSERT INTO memory (learner_id, question_id, stability, difficulty, reviewed_on, due_on, reps, passes, lapses, last_answer_id) VALUES
  (70, 1, 1.8867876195204154, 6.402115069296838, '2026-03-06', '2026-03-08', 2, 1, 0, 12);
INSERT INTO lapse_reason (log_id, reason, given_at) VALUES
  (5, 'forgot', '2026-03-05 12:01:00.000000'),
  (11, 'misread', '2026-03-05 12:00:30.000001');
INSERT INTO rest (learner_id, question_id, until, reason, log_id) VALUES
  (1, 2, '2026-03-11', 'sibling', 7),
  (70, 1, '9999-12-31', 'leech', 12);
INSERT INTO pretest (learner_id, question_id, version_id, given, given_at) VALUES
  (70, 2, 2, NULL, '2026-03-05 11:00:00.000000'),
  (70, 3, 3, 0, '2026-03-05 11:00:01.000000');
