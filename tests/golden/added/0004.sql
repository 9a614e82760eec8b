-- A question that was missed when it was new, and no more tables.
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given, shown, "right", score, confidence, disputed, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability, difficulty, due_on, recalled, received_at, follows) VALUES
  (15, 3, '00000000-0000-4000-8000-00000000000f', 'answer', 1, 1, 'new', 'null', '[]', 0, 0.0, NULL, 0, 1, 12000, '2026-03-05 12:00:00.000000', '2026-03-05', 'America/Argentina/ComodRivadavia', 'fsrs-6.3.2', 0.212, 6.4133, '2026-03-06', NULL, NULL, NULL);
INSERT INTO memory (learner_id, question_id, stability, difficulty, reviewed_on, due_on, reps, passes, lapses, last_answer_id, decay) VALUES
  (3, 1, 0.212, 6.4133, '2026-03-05', '2026-03-06', 1, 0, 0, 15, 0.1542);
