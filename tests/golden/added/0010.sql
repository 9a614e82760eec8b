-- A pupil who plays under the name of their seat, longer than a nickname was before.
INSERT INTO attempt (id, sitting_id, learner_id, seat_id, number, seed, form, started_at, submitted_at, submitted_by, is_late, marks, points, possible) VALUES
  (5, 4, 1, 1, 1, '3f2504e0-4f89-41d3-9a0c-0305e82c3315', NULL, '2026-03-05 12:00:00.000000', NULL, NULL, 0, '', 0.0, 2.0);
INSERT INTO player (attempt_id, sitting_id, nickname, nickname_key, kicked_at) VALUES
  (5, 4, 'Maximiliane Konstanze von Hohenzollern-Sigmaringen', 'maximiliane konstanze von hohenzollern-sigmaringen', NULL);
