-- A day on which a question that was met before was crammed, and none was met.
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given, shown, "right", score, confidence, disputed, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability, difficulty, due_on, recalled, received_at, follows) VALUES
  (17, 3, '00000000-0000-4000-8000-000000000011', 'answer', 1, 1, 'cram', '"woods-2003:501"', '[]', 1, 1.0, 'fairly', 0, 3, 2000, '2026-03-07 12:00:00.000000', '2026-03-07', 'America/Argentina/ComodRivadavia', 'fsrs-6.3.2', 1.8867876195204154, 6.402115069296838, '2026-03-08', NULL, NULL, 16);
INSERT INTO day_tally (learner_id, day, answers, correct, met, milliseconds, reviews, recalled, mature, mature_recalled, guessed, guessed_right, fairly, fairly_right, sure, sure_right) VALUES
  (3, '2026-03-07', 1, 1, 0, 2000, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0);
