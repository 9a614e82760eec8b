BEGIN TRANSACTION;
CREATE TABLE accommodation (
	learner_id INTEGER NOT NULL, 
	factor DOUBLE NOT NULL, 
	extra_minutes INTEGER NOT NULL, 
	untimed BOOLEAN NOT NULL, 
	set_at DATETIME NOT NULL, 
	CONSTRAINT pk_accommodation PRIMARY KEY (learner_id), 
	CONSTRAINT ck_accommodation_extra_is_bounded CHECK (extra_minutes BETWEEN 0 AND 240), 
	CONSTRAINT ck_accommodation_factor_is_known CHECK (factor IN (1, 1.25, 1.5, 2)), 
	CONSTRAINT fk_accommodation_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "accommodation" VALUES(1,1.25,240,0,'2026-03-05 12:00:00.000000');
INSERT INTO "accommodation" VALUES(2,1.0,0,1,'2026-03-05 12:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0011');
CREATE TABLE api_token (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	label VARCHAR(60) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_api_token PRIMARY KEY (id), 
	CONSTRAINT fk_api_token_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_api_token_token_hash UNIQUE (token_hash)
);
INSERT INTO "api_token" VALUES(1,1,'my phone','hash of a phone','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "api_token" VALUES(2,3,'','hash of another','2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
CREATE TABLE article (
	"key" VARCHAR(60) NOT NULL, 
	position INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_article PRIMARY KEY ("key")
);
INSERT INTO "article" VALUES('oak-1950',0,'{"title": "The mill – “ground” ’49", "paragraphs": []}');
INSERT INTO "article" VALUES('Äpfel',1,'{}');
INSERT INTO "article" VALUES('zz',2147483647,'{"text": "two\nlines, a \"quote\" and a \\"}');
CREATE TABLE assignment (
	sitting_id INTEGER NOT NULL, 
	opens_at DATETIME NOT NULL, 
	closes_at DATETIME NOT NULL, 
	seconds INTEGER, 
	attempts INTEGER, 
	counts VARCHAR(5) NOT NULL, 
	feedback VARCHAR(9) NOT NULL, 
	late_until DATETIME, 
	late_percent INTEGER NOT NULL, 
	extends_close BOOLEAN NOT NULL, 
	certainty BOOLEAN NOT NULL, 
	CONSTRAINT pk_assignment PRIMARY KEY (sitting_id), 
	CONSTRAINT ck_assignment_counts_is_known CHECK (counts IN ('best', 'last', 'first', 'mean')), 
	CONSTRAINT ck_assignment_feedback_is_known CHECK (feedback IN ('each', 'submitted', 'closed', 'never')), 
	CONSTRAINT ck_assignment_attempts_are_some CHECK (attempts > 0), 
	CONSTRAINT ck_assignment_late_percent_is_one CHECK (late_percent BETWEEN 0 AND 100), 
	CONSTRAINT ck_assignment_late_is_after_the_close CHECK (late_until >= closes_at), 
	CONSTRAINT ck_assignment_opens_before_it_closes CHECK (opens_at < closes_at), 
	CONSTRAINT ck_assignment_time_limit_is_some CHECK (seconds > 0), 
	CONSTRAINT fk_assignment_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id) ON DELETE CASCADE
);
INSERT INTO "assignment" VALUES(1,'2026-03-05 12:00:00.000000','2026-03-12 12:00:00.000000',600,2,'best','closed','2026-03-13 12:00:00.000000',10,1,1);
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	sitting_id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	seat_id INTEGER, 
	number INTEGER NOT NULL, 
	seed VARCHAR(36) NOT NULL, 
	form VARCHAR(1), 
	started_at DATETIME NOT NULL, 
	submitted_at DATETIME, 
	submitted_by VARCHAR(8), 
	is_late BOOLEAN NOT NULL, 
	marks TEXT NOT NULL, 
	points DOUBLE NOT NULL, 
	possible DOUBLE NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id), 
	CONSTRAINT ck_attempt_sender_is_known CHECK (submitted_by IN ('learner', 'deadline', 'teacher', 'end')), 
	CONSTRAINT ck_attempt_says_who_sent CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)), 
	CONSTRAINT fk_attempt_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT fk_attempt_seat_id FOREIGN KEY(seat_id) REFERENCES seat (id) ON DELETE SET NULL, 
	CONSTRAINT fk_attempt_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id) ON DELETE CASCADE, 
	CONSTRAINT uq_attempt_sitting_id_learner_id_number UNIQUE (sitting_id, learner_id, number)
);
INSERT INTO "attempt" VALUES(1,1,1,1,1,'3f2504e0-4f89-41d3-9a0c-0305e82c3311',NULL,'2026-03-05 12:00:00.000000','2026-03-05 12:05:00.000000','learner',0,'10',1.0,2.0);
INSERT INTO "attempt" VALUES(2,2,2,NULL,1,'3f2504e0-4f89-41d3-9a0c-0305e82c3312',NULL,'2026-03-05 12:00:00.000000','2026-03-05 13:00:00.000000','end',1,'',0.0,2.0);
INSERT INTO "attempt" VALUES(3,3,1,1,1,'3f2504e0-4f89-41d3-9a0c-0305e82c3313','B','2026-03-05 12:00:00.000000',NULL,NULL,0,'1',6.66666666666666629659e-01,1.0);
INSERT INTO "attempt" VALUES(4,4,70,NULL,1,'3f2504e0-4f89-41d3-9a0c-0305e82c3314',NULL,'2026-03-05 12:00:00.000000',NULL,NULL,0,'',0.0,2.0);
INSERT INTO "attempt" VALUES(5,4,1,1,1,'3f2504e0-4f89-41d3-9a0c-0305e82c3315',NULL,'2026-03-05 12:00:00.000000',NULL,NULL,0,'',0.0,2.0);
CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	learner_id INTEGER, 
	is_command BOOLEAN NOT NULL, 
	act VARCHAR(80) NOT NULL, 
	class_id INTEGER, 
	about VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id), 
	CONSTRAINT fk_audit_entry_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE SET NULL, 
	CONSTRAINT fk_audit_entry_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE SET NULL
);
INSERT INTO "audit_entry" VALUES(1,'2026-03-05 12:00:00.000000',3,0,'make class',1,'10b, ‘History’');
INSERT INTO "audit_entry" VALUES(2,'2026-03-05 12:00:00.000001',NULL,1,'promote',NULL,'');
CREATE TABLE calendar_feed (
	learner_id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	fetched_at DATETIME, 
	CONSTRAINT pk_calendar_feed PRIMARY KEY (learner_id), 
	CONSTRAINT fk_calendar_feed_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_calendar_feed_token_hash UNIQUE (token_hash)
);
INSERT INTO "calendar_feed" VALUES(1,'hash of a feed','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "calendar_feed" VALUES(70,'hash of another','2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
CREATE TABLE class (
	id INTEGER NOT NULL, 
	teacher_id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	join_code VARCHAR(8), 
	erase_on DATE NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_class PRIMARY KEY (id), 
	CONSTRAINT fk_class_teacher_id FOREIGN KEY(teacher_id) REFERENCES learner (id), 
	CONSTRAINT uq_class_join_code UNIQUE (join_code)
);
INSERT INTO "class" VALUES(1,3,'10b, ‘History’','Europe/Berlin','K7M2QX4T','2027-08-01','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "class" VALUES(6,3,'Over','UTC',NULL,'2026-03-05','2025-03-05 12:00:00.000000','2026-03-05 12:00:00.000000');
CREATE TABLE content_state (
	id INTEGER NOT NULL, 
	files_hash VARCHAR(64) NOT NULL, 
	content_hash VARCHAR(64) NOT NULL, 
	synced_at DATETIME NOT NULL, 
	refused_hash VARCHAR(64), 
	refused_faults TEXT, 
	CONSTRAINT pk_content_state PRIMARY KEY (id), 
	CONSTRAINT ck_content_state_one_row CHECK (id = 1)
);
INSERT INTO "content_state" VALUES(1,'f1','c1','2026-03-05 12:00:00.000000','r1','bank/mill.yaml:3:1: error: no such paragraph
second line');
CREATE TABLE day_tally (
	learner_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	answers INTEGER NOT NULL, 
	correct INTEGER NOT NULL, 
	met INTEGER NOT NULL, 
	milliseconds INTEGER NOT NULL, 
	reviews INTEGER NOT NULL, 
	recalled INTEGER NOT NULL, 
	mature INTEGER NOT NULL, 
	mature_recalled INTEGER NOT NULL, 
	guessed INTEGER NOT NULL, 
	guessed_right INTEGER NOT NULL, 
	fairly INTEGER NOT NULL, 
	fairly_right INTEGER NOT NULL, 
	sure INTEGER NOT NULL, 
	sure_right INTEGER NOT NULL, 
	CONSTRAINT pk_day_tally PRIMARY KEY (learner_id, day), 
	CONSTRAINT fk_day_tally_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "day_tally" VALUES(1,'2026-03-05',2,1,2,0,0,0,0,0,1,0,0,0,0,0);
INSERT INTO "day_tally" VALUES(1,'2026-03-06',2,2,0,2147483647,0,0,0,0,0,0,0,0,0,0);
INSERT INTO "day_tally" VALUES(1,'2026-03-10',2,2,0,0,0,0,0,0,0,0,0,0,0,0);
INSERT INTO "day_tally" VALUES(1,'2026-04-04',1,1,0,0,0,0,0,0,0,0,0,0,0,0);
INSERT INTO "day_tally" VALUES(2,'2026-03-05',1,1,1,0,0,0,0,0,0,0,0,0,0,0);
INSERT INTO "day_tally" VALUES(3,'2026-03-05',1,0,1,12000,0,0,0,0,0,0,0,0,0,0);
INSERT INTO "day_tally" VALUES(70,'2026-03-05',2,1,2,900,0,0,0,0,0,0,0,0,1,0);
INSERT INTO "day_tally" VALUES(70,'2026-03-06',2,2,0,90001,1,1,0,0,1,1,1,1,0,0);
INSERT INTO "day_tally" VALUES(3,'2026-03-06',1,1,0,3000,1,1,0,0,0,0,0,0,1,1);
INSERT INTO "day_tally" VALUES(3,'2026-03-07',1,1,0,2000,0,0,0,0,0,0,1,1,0,0);
CREATE TABLE enrolment (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_enrolment PRIMARY KEY (id), 
	CONSTRAINT fk_enrolment_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT fk_enrolment_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT uq_enrolment_learner_id_question_id UNIQUE (learner_id, question_id)
);
INSERT INTO "enrolment" VALUES(1,2,1,'2026-03-05 12:00:00.000000');
INSERT INTO "enrolment" VALUES(8,2,2,'2026-03-05 12:00:00.000001');
CREATE TABLE exam (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	held_on DATE NOT NULL, 
	covers TEXT NOT NULL, 
	minutes INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_exam PRIMARY KEY (id), 
	CONSTRAINT fk_exam_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "exam" VALUES(1,1,'Oral “exam” – 1','2026-06-30','["source:woods-2003","tag:army"]',30,'2026-03-05 12:00:00.000000');
INSERT INTO "exam" VALUES(2,2,'<b>x</b>','2026-03-05','[]',5,'2026-03-05 12:00:00.000000');
CREATE TABLE item_tally (
	version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	sum_x DOUBLE NOT NULL, 
	sum_xx DOUBLE NOT NULL, 
	sum_r DOUBLE NOT NULL, 
	sum_rr DOUBLE NOT NULL, 
	sum_xr DOUBLE NOT NULL, 
	choices TEXT NOT NULL, 
	CONSTRAINT pk_item_tally PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_item_tally_version_id FOREIGN KEY(version_id) REFERENCES quiz_version (id) ON DELETE CASCADE
);
INSERT INTO "item_tally" VALUES(1918273645,0,3,1.5,0.75,2.33333333333333348136e+00,1.88888888888888883954e+00,1.16666666666666674068e+00,'{"[0]": 2, "null": 1}');
INSERT INTO "item_tally" VALUES(1918273645,1,0,0.0,0.0,0.0,0.0,0.0,'{}');
CREATE TABLE lapse_reason (
	log_id INTEGER NOT NULL, 
	reason VARCHAR(10) NOT NULL, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_lapse_reason PRIMARY KEY (log_id), 
	CONSTRAINT ck_lapse_reason_reason_is_known CHECK (reason IN ('forgot', 'misread', 'unclear', 'bad')), 
	CONSTRAINT fk_lapse_reason_log_id FOREIGN KEY(log_id) REFERENCES review_log (id)
);
INSERT INTO "lapse_reason" VALUES(5,'forgot','2026-03-05 12:01:00.000000');
INSERT INTO "lapse_reason" VALUES(11,'misread','2026-03-05 12:00:30.000001');
CREATE TABLE learner (
	id INTEGER NOT NULL, 
	name VARCHAR(60), 
	name_key VARCHAR(200), 
	password_hash VARCHAR(200), 
	role VARCHAR(10) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_learner PRIMARY KEY (id), 
	CONSTRAINT ck_learner_role_is_known CHECK (role IN ('learner', 'teacher', 'admin')), 
	CONSTRAINT ck_learner_name_and_password_together CHECK ((name IS NULL) = (password_hash IS NULL)), 
	CONSTRAINT uq_learner_name_key UNIQUE (name_key)
);
INSERT INTO "learner" VALUES(1,'Zoë ‘Ö’Brien','zoë ‘ö’brien','$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA','learner','Pacific/Kiritimati','2026-03-04 23:59:59.999999');
INSERT INTO "learner" VALUES(2,NULL,NULL,NULL,'learner','UTC','1970-01-01 00:00:00.000000');
INSERT INTO "learner" VALUES(3,'李 😀','李 😀','','teacher','America/Argentina/ComodRivadavia','2038-01-19 03:14:08.000000');
INSERT INTO "learner" VALUES(70,'é','é','x','admin','Europe/Berlin','2026-03-29 01:30:00.000000');
CREATE TABLE live (
	sitting_id INTEGER NOT NULL, 
	code VARCHAR(6), 
	phase VARCHAR(6) NOT NULL, 
	position INTEGER NOT NULL, 
	opened_at DATETIME, 
	closes_at DATETIME, 
	version INTEGER NOT NULL, 
	seconds INTEGER, 
	standings BOOLEAN NOT NULL, 
	lets_late BOOLEAN NOT NULL, 
	nicknames BOOLEAN NOT NULL, 
	CONSTRAINT pk_live PRIMARY KEY (sitting_id), 
	CONSTRAINT ck_live_code_dies_with_the_quiz CHECK ((phase = 'done') = (code IS NULL)), 
	CONSTRAINT ck_live_phase_is_known CHECK (phase IN ('lobby', 'open', 'closed', 'reveal', 'done')), 
	CONSTRAINT fk_live_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id) ON DELETE CASCADE, 
	CONSTRAINT uq_live_code UNIQUE (code)
);
INSERT INTO "live" VALUES(2,NULL,'done',1,'2026-03-05 12:30:00.000000',NULL,9,NULL,0,0,0);
INSERT INTO "live" VALUES(4,'QX4TK7','open',0,'2026-03-05 12:30:00.000000','2026-03-05 12:30:20.000000',2,20,1,1,1);
CREATE TABLE "memory" (
	learner_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	stability DOUBLE NOT NULL, 
	difficulty DOUBLE NOT NULL, 
	reviewed_on DATE NOT NULL, 
	due_on DATE NOT NULL, 
	reps INTEGER NOT NULL, 
	passes INTEGER NOT NULL, 
	lapses INTEGER NOT NULL, 
	last_answer_id INTEGER NOT NULL, 
	decay DOUBLE NOT NULL, 
	CONSTRAINT pk_memory PRIMARY KEY (learner_id, question_id), 
	CONSTRAINT fk_memory_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id), 
	CONSTRAINT fk_memory_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_memory_last_answer_id FOREIGN KEY(last_answer_id) REFERENCES review_log (id)
);
INSERT INTO "memory" VALUES(1,1,9.26178945175179677527e+01,2.09745542875244028735e+00,'2026-04-04','2026-07-06',4,4,0,4,0.1542);
INSERT INTO "memory" VALUES(1,2,8.74239791597856452654e+00,6.39094132352437949151e+00,'2026-03-10','2026-03-19',3,2,0,7,0.1542);
INSERT INTO "memory" VALUES(2,3,2.3065,2.11810397045901588342e+00,'2026-03-05','2026-03-07',1,1,0,10,0.1542);
INSERT INTO "memory" VALUES(70,1,1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-06','2026-03-08',2,1,0,12,0.1542);
INSERT INTO "memory" VALUES(70,2,7.31530074407728,2.11121423578539513243e+00,'2026-03-06','2026-03-12',2,2,0,14,0.1542);
INSERT INTO "memory" VALUES(3,1,1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-06','2026-03-08',2,1,0,16,0.1542);
CREATE TABLE memory_fit (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	fitted_at DATETIME NOT NULL, 
	reviews INTEGER NOT NULL, 
	parameters TEXT NOT NULL, 
	scheduler VARCHAR(30) NOT NULL, 
	loss_before DOUBLE NOT NULL, 
	loss_after DOUBLE NOT NULL, 
	used BOOLEAN NOT NULL, 
	CONSTRAINT pk_memory_fit PRIMARY KEY (id), 
	CONSTRAINT fk_memory_fit_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "memory_fit" VALUES(1,1,'2026-03-05 12:00:00.000000',400,'[0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]','fsrs-6.3.2',0.41,6.00000000000000088817e-01,0);
INSERT INTO "memory_fit" VALUES(2,3,'2026-03-05 12:00:00.000000',4000,'[0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]','fsrs-6.3.2',0.1,1.0e-05,1);
CREATE TABLE note (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	note_uuid VARCHAR(36) NOT NULL, 
	article_key VARCHAR(60) NOT NULL, 
	paragraph_id VARCHAR(80) NOT NULL, 
	exact TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	body TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_note_learner_id_note_uuid UNIQUE (learner_id, note_uuid)
);
INSERT INTO "note" VALUES(1,1,'6fa459ea-ee8a-4ca4-894e-db77e160355e','woods-2003','woods-2003:501','fearing a coup','forces, ','','','2026-03-05 12:00:00.000000','2026-03-05 12:00:00.000000');
INSERT INTO "note" VALUES(2,1,'6fa459ea-ee8a-4ca4-894e-db77e160355f','oak-1950','oak-1950:3',' à ','é','','  Two
lines,	a tab, ''quotes'', "more", \ and 👩‍🏫  ','2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
CREATE TABLE "player" (
	attempt_id INTEGER NOT NULL, 
	sitting_id INTEGER NOT NULL, 
	nickname VARCHAR(60) NOT NULL, 
	nickname_key VARCHAR(200) NOT NULL, 
	kicked_at DATETIME, 
	CONSTRAINT pk_player PRIMARY KEY (attempt_id), 
	CONSTRAINT fk_player_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id) ON DELETE CASCADE, 
	CONSTRAINT fk_player_attempt_id FOREIGN KEY(attempt_id) REFERENCES attempt (id) ON DELETE CASCADE, 
	CONSTRAINT uq_player_sitting_id_nickname_key UNIQUE (sitting_id, nickname_key)
);
INSERT INTO "player" VALUES(2,2,'Red Fox','red fox','2026-03-05 12:40:00.000000');
INSERT INTO "player" VALUES(4,4,'🦊','🦊',NULL);
INSERT INTO "player" VALUES(5,4,'Maximiliane Konstanze von Hohenzollern-Sigmaringen','maximiliane konstanze von hohenzollern-sigmaringen',NULL);
CREATE TABLE pretest (
	learner_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	given INTEGER, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_pretest PRIMARY KEY (learner_id, question_id), 
	CONSTRAINT fk_pretest_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT fk_pretest_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_pretest_version_id FOREIGN KEY(version_id) REFERENCES question_version (id)
);
INSERT INTO "pretest" VALUES(70,2,2,NULL,'2026-03-05 11:00:00.000000');
INSERT INTO "pretest" VALUES(70,3,3,0,'2026-03-05 11:00:01.000000');
CREATE TABLE put_off (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	minutes INTEGER, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_put_off PRIMARY KEY (id), 
	CONSTRAINT fk_put_off_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT ck_put_off_kind_is_known CHECK (kind IN ('days_off', 'backlog'))
);
INSERT INTO "put_off" VALUES(1,70,'days_off','2026-03-10','2026-03-12',NULL,'2026-03-05 12:00:00.000000');
INSERT INTO "put_off" VALUES(4,1,'backlog','2026-03-06','2026-03-20',15,'2026-03-06 12:00:00.000000');
CREATE TABLE question (
	id INTEGER NOT NULL, 
	"key" VARCHAR(80) NOT NULL, 
	module VARCHAR(130) NOT NULL, 
	position INTEGER NOT NULL, 
	content_hash VARCHAR(32) NOT NULL, 
	retired_at DATETIME, 
	CONSTRAINT pk_question PRIMARY KEY (id), 
	CONSTRAINT uq_question_key UNIQUE ("key")
);
INSERT INTO "question" VALUES(1,'golden-one','woods-2003/last-period',0,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',NULL);
INSERT INTO "question" VALUES(2,'golden-two','woods-2003/last-period',1,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',NULL);
INSERT INTO "question" VALUES(3,'golden-three','oak-1950/mill',2,'cccccccccccccccccccccccccccccccc','2026-03-20 00:00:00.000000');
CREATE TABLE question_version (
	id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	content_hash VARCHAR(32) NOT NULL, 
	content TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_question_version PRIMARY KEY (id), 
	CONSTRAINT fk_question_version_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT uq_question_version_question_id_content_hash UNIQUE (question_id, content_hash)
);
INSERT INTO "question_version" VALUES(1,1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-one","kind":"locate","note":null,"skill":"place","stem":"Find it.","tags":["army"],"targets":["woods-2003:501"]}','2026-03-01 00:00:00.000000');
INSERT INTO "question_version" VALUES(2,2,'dddddddddddddddddddddddddddddddd','{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-two","kind":"locate","note":null,"skill":"place","stem":"Find it, as it was.","tags":["army"],"targets":["woods-2003:501"]}','2026-03-01 00:00:00.000000');
INSERT INTO "question_version" VALUES(3,3,'cccccccccccccccccccccccccccccccc','{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-three","kind":"locate","note":null,"skill":"place","stem":"Find it.","tags":["army"],"targets":["woods-2003:501"]}','2026-03-01 00:00:00.000000');
INSERT INTO "question_version" VALUES(4,2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','{"difficulty":"easy","evidence":[{"paragraph":"woods-2003:501","quote":"fearing a coup"}],"explanation":"It’s “so”.","id":"golden-two","kind":"locate","note":null,"skill":"place","stem":"Find it.","tags":["army"],"targets":["woods-2003:501"]}','2026-03-09 00:00:00.000000');
CREATE TABLE quiz (
	id INTEGER NOT NULL, 
	owner_id INTEGER NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	draw_count INTEGER, 
	shuffles BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	archived_at DATETIME, 
	CONSTRAINT pk_quiz PRIMARY KEY (id), 
	CONSTRAINT ck_quiz_draws_some CHECK (draw_count > 0), 
	CONSTRAINT fk_quiz_owner_id FOREIGN KEY(owner_id) REFERENCES learner (id)
);
INSERT INTO "quiz" VALUES(1,3,'Ministers; = 1 + 1',2,1,'2026-03-05 12:00:00.000000','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "quiz" VALUES(2,3,'Put away',NULL,0,'2026-03-05 12:00:00.000000','2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
CREATE TABLE quiz_item (
	quiz_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_quiz_item PRIMARY KEY (quiz_id, question_id), 
	CONSTRAINT fk_quiz_item_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_quiz_item_quiz_id FOREIGN KEY(quiz_id) REFERENCES quiz (id) ON DELETE CASCADE
);
INSERT INTO "quiz_item" VALUES(1,1,1);
INSERT INTO "quiz_item" VALUES(1,2,0);
INSERT INTO "quiz_item" VALUES(2,3,0);
CREATE TABLE quiz_version (
	id INTEGER NOT NULL, 
	quiz_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	draw_count INTEGER, 
	shuffles BOOLEAN NOT NULL, 
	content_hash VARCHAR(32) NOT NULL, 
	frozen_at DATETIME NOT NULL, 
	CONSTRAINT pk_quiz_version PRIMARY KEY (id), 
	CONSTRAINT fk_quiz_version_quiz_id FOREIGN KEY(quiz_id) REFERENCES quiz (id), 
	CONSTRAINT uq_quiz_version_quiz_id_number UNIQUE (quiz_id, number)
);
INSERT INTO "quiz_version" VALUES(1918273645,1,1,'Ministers',2,1,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','2026-03-05 12:00:00.000000');
INSERT INTO "quiz_version" VALUES(2147483647,2,1,'Put away',NULL,0,'ffffffffffffffffffffffffffffffff','2026-03-05 12:00:00.000000');
CREATE TABLE quiz_version_item (
	version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	question_version_id INTEGER NOT NULL, 
	CONSTRAINT pk_quiz_version_item PRIMARY KEY (version_id, position), 
	CONSTRAINT fk_quiz_version_item_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id), 
	CONSTRAINT fk_quiz_version_item_version_id FOREIGN KEY(version_id) REFERENCES quiz_version (id) ON DELETE CASCADE, 
	CONSTRAINT uq_quiz_version_item_version_id_question_version_id UNIQUE (version_id, question_version_id)
);
INSERT INTO "quiz_version_item" VALUES(1918273645,0,2);
INSERT INTO "quiz_version_item" VALUES(1918273645,1,1);
INSERT INTO "quiz_version_item" VALUES(2147483647,0,3);
CREATE TABLE reading (
	learner_id INTEGER NOT NULL, 
	article_key VARCHAR(60) NOT NULL, 
	module_key VARCHAR(60) NOT NULL, 
	place INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	finished_at DATETIME, words INTEGER DEFAULT '0' NOT NULL, seconds DOUBLE DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_reading PRIMARY KEY (learner_id, article_key, module_key), 
	CONSTRAINT fk_reading_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "reading" VALUES(1,'woods-2003','last-period',501,'2026-03-05 11:00:00.000000','2026-03-05 11:30:00.123456','2026-03-05 11:30:00.123456',0,0.0);
INSERT INTO "reading" VALUES(1,'Äpfel','z',0,'2026-03-05 11:00:00.000000','2026-03-05 11:00:00.000000',NULL,0,0.0);
INSERT INTO "reading" VALUES(1,'zz','Z',2147483647,'2026-03-05 11:00:00.000000','2026-03-05 11:00:00.000000',NULL,0,0.0);
INSERT INTO "reading" VALUES(2,'a b','',1,'2026-03-05 11:00:00.000000','2026-03-05 11:00:00.000000',NULL,0,0.0);
INSERT INTO "reading" VALUES(70,'woods-2003','last-period',3,'2026-03-05 11:00:00.000000','2026-03-05 11:30:00.000000',NULL,2147483647,3.00000000000000044408e-01);
CREATE TABLE reading_stretch (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	article_key VARCHAR(60) NOT NULL, 
	module_key VARCHAR(60) NOT NULL, 
	day DATE NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME NOT NULL, 
	words INTEGER NOT NULL, 
	seconds DOUBLE NOT NULL, 
	CONSTRAINT pk_reading_stretch PRIMARY KEY (id), 
	CONSTRAINT fk_reading_stretch_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "reading_stretch" VALUES(1,1,'woods-2003','last-period','2026-03-05','2026-03-05 11:00:00.000000','2026-03-05 11:30:00.000001',4200,1800.000001);
INSERT INTO "reading_stretch" VALUES(2,1,'Äpfel','','2026-03-06','2026-03-06 11:00:00.000000','2026-03-06 11:00:00.000000',0,0.0);
CREATE TABLE recovery_code (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (id), 
	CONSTRAINT fk_recovery_code_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_recovery_code_code_hash UNIQUE (code_hash)
);
INSERT INTO "recovery_code" VALUES(1,70,'hash of a code',NULL);
INSERT INTO "recovery_code" VALUES(2,70,'hash of another','2026-03-06 12:00:00.000000');
CREATE TABLE regrade (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	rule VARCHAR(11) NOT NULL, 
	key_version_id INTEGER, 
	made_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT pk_regrade PRIMARY KEY (id), 
	CONSTRAINT ck_regrade_new_keys_name_their_version CHECK ((key_version_id IS NOT NULL) = (rule IN ('new_key', 'both_keys'))), 
	CONSTRAINT ck_regrade_rule_is_known CHECK (rule IN ('new_key', 'both_keys', 'full_credit', 'dropped')), 
	CONSTRAINT fk_regrade_key_version_id FOREIGN KEY(key_version_id) REFERENCES question_version (id), 
	CONSTRAINT fk_regrade_version_id FOREIGN KEY(version_id) REFERENCES quiz_version (id)
);
INSERT INTO "regrade" VALUES(1,1918273645,0,'new_key',4,'2026-03-05 12:00:00.000000',NULL);
INSERT INTO "regrade" VALUES(2,1918273645,1,'dropped',NULL,'2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
CREATE TABLE reminder (
	learner_id INTEGER NOT NULL, 
	address VARCHAR(254) NOT NULL, 
	hour INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	sent_on DATE, 
	CONSTRAINT pk_reminder PRIMARY KEY (learner_id), 
	CONSTRAINT ck_reminder_hour_is_of_a_day CHECK (hour BETWEEN 0 AND 23), 
	CONSTRAINT fk_reminder_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_reminder_token_hash UNIQUE (token_hash)
);
INSERT INTO "reminder" VALUES(1,'zoë+study@example.org',0,'hash of a letter','2026-03-05 12:00:00.000000',NULL,NULL);
INSERT INTO "reminder" VALUES(70,'x@example.org',23,'hash of another','2026-03-05 12:00:00.000000','2026-03-05 12:10:00.000000','2026-03-06');
CREATE TABLE response (
	id INTEGER NOT NULL, 
	attempt_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	question_version_id INTEGER NOT NULL, 
	given TEXT NOT NULL, 
	shown VARCHAR(60) NOT NULL, 
	certainty INTEGER, 
	verdict VARCHAR(5) NOT NULL, 
	share DOUBLE NOT NULL, 
	score DOUBLE NOT NULL, 
	entry_uuid VARCHAR(36) NOT NULL, 
	revision INTEGER NOT NULL, 
	milliseconds INTEGER, 
	answered_at DATETIME NOT NULL, 
	CONSTRAINT pk_response PRIMARY KEY (id), 
	CONSTRAINT ck_response_certainty_is_known CHECK (certainty BETWEEN 1 AND 3), 
	CONSTRAINT ck_response_score_is_a_share CHECK (score BETWEEN 0 AND 1), 
	CONSTRAINT ck_response_share_is_one CHECK (share BETWEEN 0 AND 1), 
	CONSTRAINT fk_response_attempt_id FOREIGN KEY(attempt_id) REFERENCES attempt (id) ON DELETE CASCADE, 
	CONSTRAINT fk_response_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id), 
	CONSTRAINT uq_response_attempt_id_position UNIQUE (attempt_id, position)
);
INSERT INTO "response" VALUES(1,1,0,2,'"woods-2003:501"','[]',3,'right',1.0,1.0,'00000000-0000-4000-8000-000000000101',1,1000,'2026-03-05 12:01:00.000000');
INSERT INTO "response" VALUES(2,1,1,1,'null','[]',NULL,'wrong',0.0,0.0,'00000000-0000-4000-8000-000000000102',3,NULL,'2026-03-05 12:02:00.000000');
INSERT INTO "response" VALUES(3,3,0,3,'[0,2]','[2,0,1]',1,'part',6.66666666666666629659e-01,6.66666666666666629659e-01,'00000000-0000-4000-8000-000000000103',1,0,'2026-03-05 12:01:00.000000');
CREATE TABLE "rest" (
	learner_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	until DATE NOT NULL, 
	reason VARCHAR(8) NOT NULL, 
	log_id INTEGER, 
	put_off_id INTEGER, 
	CONSTRAINT pk_rest PRIMARY KEY (learner_id, question_id), 
	CONSTRAINT fk_rest_log_id FOREIGN KEY(log_id) REFERENCES review_log (id), 
	CONSTRAINT fk_rest_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT fk_rest_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_rest_put_off_id FOREIGN KEY(put_off_id) REFERENCES put_off (id) ON DELETE CASCADE, 
	CONSTRAINT ck_rest_reason_is_known CHECK (reason IN ('sibling', 'leech', 'left_out', 'put_off'))
);
INSERT INTO "rest" VALUES(1,2,'2026-03-11','sibling',7,NULL);
INSERT INTO "rest" VALUES(70,1,'9999-12-31','leech',12,NULL);
INSERT INTO "rest" VALUES(1,1,'2026-07-08','put_off',NULL,4);
INSERT INTO "rest" VALUES(2,3,'9999-12-31','left_out',NULL,NULL);
CREATE TABLE review_log (
	id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	entry_uuid VARCHAR(36) NOT NULL, 
	kind VARCHAR(6) NOT NULL, 
	undoes INTEGER, 
	question_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	mode VARCHAR(10) NOT NULL, 
	run_id VARCHAR(36), 
	given TEXT, 
	shown VARCHAR(60), 
	"right" BOOLEAN, 
	score DOUBLE, 
	rating INTEGER, 
	milliseconds INTEGER, 
	recorded_at DATETIME NOT NULL, 
	learner_day DATE NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	scheduler VARCHAR(30) NOT NULL, 
	stability DOUBLE, 
	difficulty DOUBLE, 
	due_on DATE, confidence VARCHAR(7), disputed BOOLEAN, recalled BOOLEAN, received_at DATETIME, follows INTEGER, 
	CONSTRAINT pk_review_log PRIMARY KEY (id), 
	CONSTRAINT ck_review_log_answer_has_rating CHECK ((kind = 'answer') = (rating IS NOT NULL)), 
	CONSTRAINT ck_review_log_undo_names_answer CHECK ((kind = 'undo') = (undoes IS NOT NULL)), 
	CONSTRAINT ck_review_log_kind_is_known CHECK (kind IN ('answer', 'undo')), 
	CONSTRAINT ck_review_log_score_is_a_share CHECK (score BETWEEN 0 AND 1), 
	CONSTRAINT fk_review_log_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id), 
	CONSTRAINT fk_review_log_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_review_log_undoes FOREIGN KEY(undoes) REFERENCES review_log (id), 
	CONSTRAINT fk_review_log_version_id FOREIGN KEY(version_id) REFERENCES question_version (id), 
	CONSTRAINT uq_review_log_learner_id_entry_uuid UNIQUE (learner_id, entry_uuid), 
	CONSTRAINT uq_review_log_undoes UNIQUE (undoes)
);
INSERT INTO "review_log" VALUES(1,1,'00000000-0000-4000-8000-000000000001','answer',NULL,1,1,'check','3f2504e0-4f89-41d3-9a0c-0305e82c3301','"woods-2003:501"','[]',1,1.0,3,0,'2026-03-05 00:00:00.000000','2026-03-05','UTC','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-07',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(2,1,'00000000-0000-4000-8000-000000000002','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,3,2147483647,'2026-03-06 23:59:59.999999','2026-03-06','UTC','fsrs-6.3.2',7.31530074407728,2.11121423578539513243e+00,'2026-03-13',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(3,1,'00000000-0000-4000-8000-000000000003','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,3,NULL,'2026-03-10 09:59:59.000001','2026-03-10','Pacific/Kiritimati','fsrs-6.3.2',2.31889561342182304315e+01,2.10433139084644826866e+00,'2026-04-02',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(4,1,'00000000-0000-4000-8000-000000000004','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,3,NULL,'2026-04-04 09:00:00.500000','2026-04-04','Pacific/Kiritimati','fsrs-6.3.2',9.26178945175179677527e+01,2.09745542875244028735e+00,'2026-07-06',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(5,1,'00000000-0000-4000-8000-000000000005','answer',NULL,2,2,'check','3f2504e0-4f89-41d3-9a0c-0305e82c3301','[0, 3]','[2,0,3,1]',0,0.0,1,NULL,'2026-03-05 12:00:00.000000','2026-03-05','UTC','fsrs-6.3.2',0.212,6.4133,'2026-03-06','guessed',NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(6,1,'00000000-0000-4000-8000-000000000006','answer',NULL,2,2,'review',NULL,'"caf\u00e9 \ud83d\ude00 \\ \""','[]',1,1.0,3,NULL,'2026-03-06 12:00:00.000000','2026-03-06','UTC','fsrs-6.3.2',1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-08',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(7,1,'00000000-0000-4000-8000-000000000007','answer',NULL,2,4,'review',NULL,'null','[]',1,1.0,3,NULL,'2026-03-10 12:00:00.000000','2026-03-10','UTC','fsrs-6.3.2',8.74239791597856452654e+00,6.39094132352437949151e+00,'2026-03-19',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(8,2,'00000000-0000-4000-8000-000000000008','answer',NULL,3,3,'check','3f2504e0-4f89-41d3-9a0c-0305e82c3302','["a", ""]','[]',1,1.0,3,NULL,'2026-03-05 12:00:00.000000','2026-03-05','UTC','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-07',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(9,2,'00000000-0000-4000-8000-000000000009','undo',8,3,3,'check',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-03-05 12:00:07.000000','2026-03-05','UTC','fsrs-6.3.2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(10,2,'00000000-0000-4000-8000-00000000000a','answer',NULL,3,3,'check',NULL,'-0.5','[]',1,1.0,3,NULL,'2026-03-05 12:00:09.000000','2026-03-05','UTC','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-07',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(11,70,'00000000-0000-4000-8000-00000000000b','answer',NULL,1,1,'new',NULL,'"woods-2003:1"','[]',0,0.0,1,900,'2026-03-05 12:00:00.000000','2026-03-05','Europe/Berlin','fsrs-6.3.2',0.212,6.4133,'2026-03-06','sure',0,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(12,70,'00000000-0000-4000-8000-00000000000c','answer',NULL,1,1,'review',NULL,'null','[]',1,1.0,3,90000,'2026-03-06 12:00:00.000000','2026-03-06','Europe/Berlin','fsrs-6.3.2',1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-08','fairly',1,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(13,70,'00000000-0000-4000-8000-00000000000d','answer',NULL,2,2,'new',NULL,'"woods-2003:501"','[]',1,1.0,3,NULL,'2026-03-05 22:00:00.000000','2026-03-05','Europe/Berlin','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-08',NULL,0,1,'2026-03-05 23:30:00.000000',NULL);
INSERT INTO "review_log" VALUES(14,70,'00000000-0000-4000-8000-00000000000e','answer',NULL,2,4,'review',NULL,'"woods-2003:501"','[]',1,1.0,3,1,'2026-03-06 12:00:00.000000','2026-03-06','Europe/Berlin','fsrs-6.3.2',7.31530074407728,2.11121423578539513243e+00,'2026-03-12','guessed',0,0,NULL,13);
INSERT INTO "review_log" VALUES(15,3,'00000000-0000-4000-8000-00000000000f','answer',NULL,1,1,'new',NULL,'null','[]',0,0.0,1,12000,'2026-03-05 12:00:00.000000','2026-03-05','America/Argentina/ComodRivadavia','fsrs-6.3.2',0.212,6.4133,'2026-03-06',NULL,0,NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(16,3,'00000000-0000-4000-8000-000000000010','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,3,3000,'2026-03-06 12:00:00.000000','2026-03-06','America/Argentina/ComodRivadavia','fsrs-6.3.2',1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-08','sure',0,NULL,NULL,15);
INSERT INTO "review_log" VALUES(17,3,'00000000-0000-4000-8000-000000000011','answer',NULL,1,1,'cram',NULL,'"woods-2003:501"','[]',1,1.0,3,2000,'2026-03-07 12:00:00.000000','2026-03-07','America/Argentina/ComodRivadavia','fsrs-6.3.2',1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-08','fairly',0,NULL,NULL,16);
CREATE TABLE seat (
	id INTEGER NOT NULL, 
	class_id INTEGER NOT NULL, 
	learner_id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	name_key VARCHAR(200) NOT NULL, 
	pupil_code VARCHAR(40), 
	word_hash VARCHAR(200), 
	shares_misses BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	taken_at DATETIME, 
	removed_at DATETIME, shares_study BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_seat PRIMARY KEY (id), 
	CONSTRAINT fk_seat_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE CASCADE, 
	CONSTRAINT fk_seat_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_seat_class_id_name_key UNIQUE (class_id, name_key)
);
INSERT INTO "seat" VALUES(1,1,1,'Zoë','zoë','P-001','$argon2id$word',1,'2026-03-05 12:00:00.000000','2026-03-05 12:00:01.000000',NULL,1);
INSERT INTO "seat" VALUES(2,1,2,'O''Neill, "Tom"','o''neill, "tom"',NULL,NULL,0,'2026-03-05 12:00:00.000000',NULL,'2026-03-06 12:00:00.000000',0);
CREATE TABLE second_factor (
	learner_id INTEGER NOT NULL, 
	salt VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	last_step INTEGER NOT NULL, 
	CONSTRAINT pk_second_factor PRIMARY KEY (learner_id), 
	CONSTRAINT fk_second_factor_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "second_factor" VALUES(3,'c2FsdA','2026-03-05 12:00:00.000000',NULL,0);
INSERT INTO "second_factor" VALUES(70,'c2FsdDI','2026-03-05 12:00:00.000000','2026-03-05 12:01:00.000000',59000000);
CREATE TABLE session (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	learner_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT uq_session_token_hash UNIQUE (token_hash)
);
INSERT INTO "session" VALUES(1,'hash of a token',1,'2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
INSERT INTO "session" VALUES(9,'hash of another',2,'2026-03-05 12:00:00.000000','2026-03-05 12:00:00.000000');
CREATE TABLE sign_in_failure (
	id INTEGER NOT NULL, 
	name_key VARCHAR(200) NOT NULL, 
	failed_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_failure PRIMARY KEY (id)
);
INSERT INTO "sign_in_failure" VALUES(5,'nobody '' "here" % \','2026-03-05 12:00:00.000000');
CREATE TABLE "sitting" (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	class_id INTEGER, 
	host_id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	seed VARCHAR(32) NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_sitting PRIMARY KEY (id), 
	CONSTRAINT ck_sitting_belongs_to_a_class CHECK (kind = 'live' OR class_id IS NOT NULL), 
	CONSTRAINT fk_sitting_class_id FOREIGN KEY(class_id) REFERENCES class (id) ON DELETE CASCADE, 
	CONSTRAINT fk_sitting_host_id FOREIGN KEY(host_id) REFERENCES learner (id), 
	CONSTRAINT fk_sitting_version_id FOREIGN KEY(version_id) REFERENCES quiz_version (id), 
	CONSTRAINT ck_sitting_kind_is_known CHECK (kind IN ('assigned', 'live', 'paper', 'study'))
);
INSERT INTO "sitting" VALUES(1,1918273645,1,3,'assigned','Homework','0f0f','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "sitting" VALUES(2,1918273645,NULL,3,'live','Live','1f1f','2026-03-05 12:00:00.000000','2026-03-05 13:00:00.000000');
INSERT INTO "sitting" VALUES(3,2147483647,1,3,'paper','Paper','2f2f','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "sitting" VALUES(4,1918273645,1,3,'live','Now','3f3f','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "sitting" VALUES(5,1918273645,1,3,'study','Alone','4f4f','2026-03-05 12:00:00.000000',NULL);
INSERT INTO "sitting" VALUES(6,2147483647,1,3,'study','No more','5f5f','2026-03-05 12:00:00.000000','2026-03-06 12:00:00.000000');
CREATE TABLE study_habit (
	learner_id INTEGER NOT NULL, 
	retention DOUBLE NOT NULL, 
	new_per_day INTEGER NOT NULL, 
	goal_kind VARCHAR(9) NOT NULL, 
	goal INTEGER NOT NULL, 
	weekdays VARCHAR(7) NOT NULL, 
	recall_first BOOLEAN NOT NULL, 
	CONSTRAINT pk_study_habit PRIMARY KEY (learner_id), 
	CONSTRAINT fk_study_habit_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE, 
	CONSTRAINT ck_study_habit_goal_is_known CHECK (goal_kind IN ('none', 'questions', 'minutes'))
);
INSERT INTO "study_habit" VALUES(1,0.85,0,'minutes',20,'nnnnnlo',1);
INSERT INTO "study_habit" VALUES(70,0.9,20,'none',0,'nnnnnnn',0);
CREATE INDEX ix_sign_in_failure_name_key ON sign_in_failure (name_key);
CREATE INDEX ix_session_learner_id ON session (learner_id);
CREATE INDEX ix_review_log_learner_day ON review_log (learner_id, learner_day);
CREATE INDEX ix_review_log_learner_question ON review_log (learner_id, question_id);
CREATE INDEX ix_put_off_learner_id ON put_off (learner_id);
CREATE INDEX ix_rest_log ON rest (log_id);
CREATE INDEX ix_rest_put_off ON rest (put_off_id);
CREATE INDEX ix_enrolment_learner ON enrolment (learner_id, id);
CREATE INDEX ix_exam_learner_id ON exam (learner_id);
CREATE INDEX ix_memory_fit_learner_id ON memory_fit (learner_id);
CREATE INDEX ix_note_article ON note (learner_id, article_key);
CREATE INDEX ix_api_token_learner_id ON api_token (learner_id);
CREATE INDEX ix_memory_due ON memory (learner_id, due_on, question_id);
CREATE INDEX ix_rest_until ON rest (learner_id, until);
CREATE INDEX ix_question_retired ON question (id) WHERE retired_at IS NOT NULL;
CREATE INDEX ix_review_log_run ON review_log (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX ix_review_log_missed ON review_log (learner_id, learner_day) WHERE "right" = 0;
CREATE INDEX ix_review_log_new ON review_log (learner_id, learner_day) WHERE mode = 'new';
CREATE INDEX ix_class_teacher_id ON class (teacher_id);
CREATE INDEX ix_quiz_owner_id ON quiz (owner_id);
CREATE INDEX ix_seat_learner_id ON seat (learner_id);
CREATE INDEX ix_quiz_version_item_question_version_id ON quiz_version_item (question_version_id);
CREATE UNIQUE INDEX ix_regrade_in_force ON regrade (version_id, position) WHERE undone_at IS NULL;
CREATE INDEX ix_attempt_learner_id ON attempt (learner_id);
CREATE INDEX ix_attempt_seat_id ON attempt (seat_id);
CREATE INDEX ix_response_question_version ON response (question_version_id);
CREATE INDEX ix_reading_stretch_day ON reading_stretch (learner_id, day);
CREATE INDEX ix_recovery_code_learner_id ON recovery_code (learner_id);
CREATE INDEX ix_audit_entry_class_id ON audit_entry (class_id, id);
CREATE INDEX ix_audit_entry_learner_id ON audit_entry (learner_id, id);
CREATE INDEX ix_sitting_host_id ON sitting (host_id);
CREATE INDEX ix_sitting_version_id ON sitting (version_id);
CREATE INDEX ix_sitting_class_id ON sitting (class_id);
COMMIT;
