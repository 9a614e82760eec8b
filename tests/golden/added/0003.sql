-- Habits, plans, questions to come, notes, reading time, tokens, and what answers follow.
INSERT INTO review_log (id, learner_id, entry_uuid, kind, question_id, version_id, mode, given, shown, "right", score, confidence, disputed, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability, difficulty, due_on, recalled, received_at, follows) VALUES
  (13, 70, '00000000-0000-4000-8000-00000000000d', 'answer', 2, 2, 'new', '"woods-2003:501"', '[]', 1, 1.0, NULL, 0, 3, NULL, '2026-03-05 22:00:00.000000', '2026-03-05', 'Europe/Berlin', 'fsrs-6.3.2', 2.3065, 2.118103970459016, '2026-03-08', 1, '2026-03-05 23:30:00.000000', NULL),
  (14, 70, '00000000-0000-4000-8000-00000000000e', 'answer', 2, 4, 'review', '"woods-2003:501"', '[]', 1, 1.0, 'guessed', 0, 3, 1, '2026-03-06 12:00:00.000000', '2026-03-06', 'Europe/Berlin', 'fsrs-6.3.2', 7.31530074407728, 2.111214235785395, '2026-03-12', 0, NULL, 13);
INSERT INTO memory (learner_id, question_id, stability, difficulty, reviewed_on, due_on, reps, passes, lapses, last_answer_id, decay) VALUES
  (70, 2, 7.31530074407728, 2.111214235785395, '2026-03-06', '2026-03-12', 2, 2, 0, 14, 0.1542);
INSERT INTO reading (learner_id, article_key, module_key, place, opened_at, updated_at, finished_at, words, seconds) VALUES
  (70, 'woods-2003', 'last-period', 3, '2026-03-05 11:00:00.000000', '2026-03-05 11:30:00.000000', NULL, 2147483647, 0.30000000000000004);
INSERT INTO put_off (id, learner_id, kind, first_day, last_day, minutes, made_at) VALUES
  (1, 70, 'days_off', '2026-03-10', '2026-03-12', NULL, '2026-03-05 12:00:00.000000'),
  (4, 1, 'backlog', '2026-03-06', '2026-03-20', 15, '2026-03-06 12:00:00.000000');
INSERT INTO rest (learner_id, question_id, until, reason, log_id, put_off_id) VALUES
  (1, 1, '2026-07-08', 'put_off', NULL, 4),
  (2, 3, '9999-12-31', 'left_out', NULL, NULL);
INSERT INTO study_habit (learner_id, retention, new_per_day, goal_kind, goal, weekdays, recall_first) VALUES
  (1, 0.85, 0, 'minutes', 20, 'nnnnnlo', 1),
  (70, 0.9, 20, 'none', 0, 'nnnnnnn', 0);
INSERT INTO enrolment (id, learner_id, question_id, added_at) VALUES
  (1, 2, 1, '2026-03-05 12:00:00.000000'),
  (8, 2, 2, '2026-03-05 12:00:00.000001');
INSERT INTO exam (id, learner_id, title, held_on, covers, minutes, created_at) VALUES
  (1, 1, 'Oral “exam” – 1', '2026-06-30', '["source:woods-2003","tag:army"]', 30, '2026-03-05 12:00:00.000000'),
  (2, 2, '<b>x</b>', '2026-03-05', '[]', 5, '2026-03-05 12:00:00.000000');
INSERT INTO memory_fit (id, learner_id, fitted_at, reviews, parameters, scheduler, loss_before, loss_after, used) VALUES
  (1, 1, '2026-03-05 12:00:00.000000', 400, '[0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]', 'fsrs-6.3.2', 0.41, 0.6000000000000001, 0),
  (2, 3, '2026-03-05 12:00:00.000000', 4000, '[0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]', 'fsrs-6.3.2', 0.1, 1e-05, 1);
INSERT INTO note (id, learner_id, note_uuid, article_key, paragraph_id, exact, prefix, suffix, body, created_at, updated_at) VALUES
  (1, 1, '6fa459ea-ee8a-4ca4-894e-db77e160355e', 'woods-2003', 'woods-2003:501', 'fearing a coup', 'forces, ', '', '', '2026-03-05 12:00:00.000000', '2026-03-05 12:00:00.000000'),
  (2, 1, '6fa459ea-ee8a-4ca4-894e-db77e160355f', 'oak-1950', 'oak-1950:3', ' à ', 'é', '', '  Two
lines,	a tab, ''quotes'', "more", \ and 👩‍🏫  ', '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000');
INSERT INTO api_token (id, learner_id, label, token_hash, created_at, used_at) VALUES
  (1, 1, 'my phone', 'hash of a phone', '2026-03-05 12:00:00.000000', NULL),
  (2, 3, '', 'hash of another', '2026-03-05 12:00:00.000000', '2026-03-06 12:00:00.000000');
