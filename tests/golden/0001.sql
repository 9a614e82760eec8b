BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE article (
	"key" VARCHAR(60) NOT NULL, 
	position INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_article PRIMARY KEY ("key")
);
INSERT INTO "article" VALUES('oak-1950',0,'{"title": "The mill – “ground” ’49", "paragraphs": []}');
INSERT INTO "article" VALUES('Äpfel',1,'{}');
INSERT INTO "article" VALUES('zz',2147483647,'{"text": "two\nlines, a \"quote\" and a \\"}');
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
CREATE TABLE memory (
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
	CONSTRAINT pk_memory PRIMARY KEY (learner_id, question_id), 
	CONSTRAINT fk_memory_last_answer_id FOREIGN KEY(last_answer_id) REFERENCES review_log (id), 
	CONSTRAINT fk_memory_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id), 
	CONSTRAINT fk_memory_question_id FOREIGN KEY(question_id) REFERENCES question (id)
);
INSERT INTO "memory" VALUES(1,1,9.26178945175179677527e+01,2.09745542875244028735e+00,'2026-04-04','2026-07-06',4,4,0,4);
INSERT INTO "memory" VALUES(1,2,8.74239791597856452654e+00,6.39094132352437949151e+00,'2026-03-10','2026-03-19',3,2,0,7);
INSERT INTO "memory" VALUES(2,3,2.3065,2.11810397045901588342e+00,'2026-03-05','2026-03-07',1,1,0,10);
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
CREATE TABLE reading (
	learner_id INTEGER NOT NULL, 
	article_key VARCHAR(60) NOT NULL, 
	module_key VARCHAR(60) NOT NULL, 
	place INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_reading PRIMARY KEY (learner_id, article_key, module_key), 
	CONSTRAINT fk_reading_learner_id FOREIGN KEY(learner_id) REFERENCES learner (id) ON DELETE CASCADE
);
INSERT INTO "reading" VALUES(1,'woods-2003','last-period',501,'2026-03-05 11:00:00.000000','2026-03-05 11:30:00.123456','2026-03-05 11:30:00.123456');
INSERT INTO "reading" VALUES(1,'Äpfel','z',0,'2026-03-05 11:00:00.000000','2026-03-05 11:00:00.000000',NULL);
INSERT INTO "reading" VALUES(1,'zz','Z',2147483647,'2026-03-05 11:00:00.000000','2026-03-05 11:00:00.000000',NULL);
INSERT INTO "reading" VALUES(2,'a b','',1,'2026-03-05 11:00:00.000000','2026-03-05 11:00:00.000000',NULL);
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
	guessed BOOLEAN, 
	rating INTEGER, 
	milliseconds INTEGER, 
	recorded_at DATETIME NOT NULL, 
	learner_day DATE NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	scheduler VARCHAR(30) NOT NULL, 
	stability DOUBLE, 
	difficulty DOUBLE, 
	due_on DATE, 
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
INSERT INTO "review_log" VALUES(1,1,'00000000-0000-4000-8000-000000000001','answer',NULL,1,1,'check','3f2504e0-4f89-41d3-9a0c-0305e82c3301','"woods-2003:501"','[]',1,1.0,0,3,0,'2026-03-05 00:00:00.000000','2026-03-05','UTC','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-07');
INSERT INTO "review_log" VALUES(2,1,'00000000-0000-4000-8000-000000000002','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,0,3,2147483647,'2026-03-06 23:59:59.999999','2026-03-06','UTC','fsrs-6.3.2',7.31530074407728,2.11121423578539513243e+00,'2026-03-13');
INSERT INTO "review_log" VALUES(3,1,'00000000-0000-4000-8000-000000000003','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,NULL,3,NULL,'2026-03-10 09:59:59.000001','2026-03-10','Pacific/Kiritimati','fsrs-6.3.2',2.31889561342182304315e+01,2.10433139084644826866e+00,'2026-04-02');
INSERT INTO "review_log" VALUES(4,1,'00000000-0000-4000-8000-000000000004','answer',NULL,1,1,'review',NULL,'"woods-2003:501"','[]',1,1.0,0,3,NULL,'2026-04-04 09:00:00.500000','2026-04-04','Pacific/Kiritimati','fsrs-6.3.2',9.26178945175179677527e+01,2.09745542875244028735e+00,'2026-07-06');
INSERT INTO "review_log" VALUES(5,1,'00000000-0000-4000-8000-000000000005','answer',NULL,2,2,'check','3f2504e0-4f89-41d3-9a0c-0305e82c3301','[0, 3]','[2,0,3,1]',0,0.0,1,1,NULL,'2026-03-05 12:00:00.000000','2026-03-05','UTC','fsrs-6.3.2',0.212,6.4133,'2026-03-06');
INSERT INTO "review_log" VALUES(6,1,'00000000-0000-4000-8000-000000000006','answer',NULL,2,2,'review',NULL,'"caf\u00e9 \ud83d\ude00 \\ \""','[]',1,1.0,0,3,NULL,'2026-03-06 12:00:00.000000','2026-03-06','UTC','fsrs-6.3.2',1.88678761952041540439e+00,6.40211506929683782374e+00,'2026-03-08');
INSERT INTO "review_log" VALUES(7,1,'00000000-0000-4000-8000-000000000007','answer',NULL,2,4,'review',NULL,'null','[]',1,1.0,0,3,NULL,'2026-03-10 12:00:00.000000','2026-03-10','UTC','fsrs-6.3.2',8.74239791597856452654e+00,6.39094132352437949151e+00,'2026-03-19');
INSERT INTO "review_log" VALUES(8,2,'00000000-0000-4000-8000-000000000008','answer',NULL,3,3,'check','3f2504e0-4f89-41d3-9a0c-0305e82c3302','["a", ""]','[]',1,1.0,0,3,NULL,'2026-03-05 12:00:00.000000','2026-03-05','UTC','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-07');
INSERT INTO "review_log" VALUES(9,2,'00000000-0000-4000-8000-000000000009','undo',8,3,3,'check',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-03-05 12:00:07.000000','2026-03-05','UTC','fsrs-6.3.2',NULL,NULL,NULL);
INSERT INTO "review_log" VALUES(10,2,'00000000-0000-4000-8000-00000000000a','answer',NULL,3,3,'check',NULL,'-0.5','[]',1,1.0,0,3,NULL,'2026-03-05 12:00:09.000000','2026-03-05','UTC','fsrs-6.3.2',2.3065,2.11810397045901588342e+00,'2026-03-07');
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
CREATE INDEX ix_sign_in_failure_name_key ON sign_in_failure (name_key);
CREATE INDEX ix_session_learner_id ON session (learner_id);
CREATE INDEX ix_review_log_learner_day ON review_log (learner_id, learner_day);
CREATE INDEX ix_review_log_learner_question ON review_log (learner_id, question_id);
CREATE INDEX ix_review_log_run ON review_log (run_id);
CREATE INDEX ix_memory_due ON memory (learner_id, due_on);
COMMIT;
