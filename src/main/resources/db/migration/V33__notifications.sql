-- Each receiver of notifications: which instance tells it, and whether that works.
CREATE TABLE notification_receiver (
    receiver    VARCHAR(100) PRIMARY KEY,
    owner       VARCHAR(100),
    owned_until TIMESTAMP(6) WITH TIME ZONE,
    sent_at     TIMESTAMP(6) WITH TIME ZONE,
    failures    INTEGER DEFAULT 0 NOT NULL,
    failure     TEXT,
    due_at      TIMESTAMP(6) WITH TIME ZONE
);

-- What is, or was, the matter, and what a receiver has been told of it.
CREATE TABLE notification (
    receiver    VARCHAR(100) NOT NULL,
    topic       VARCHAR(20) NOT NULL,
    subject     VARCHAR(400) NOT NULL,
    text        TEXT NOT NULL,
    path        VARCHAR(1000) NOT NULL,
    number      BIGINT NOT NULL,
    told_number BIGINT,
    since       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    told_at     TIMESTAMP(6) WITH TIME ZONE,
    over_since  TIMESTAMP(6) WITH TIME ZONE,
    PRIMARY KEY (receiver, topic, subject)
);

-- What single instances know and all must: which systems do not answer them, and when certificates and subscriptions end.
CREATE TABLE sighting (
    kind     VARCHAR(20) NOT NULL,
    name     VARCHAR(400) NOT NULL,
    instance VARCHAR(100) NOT NULL,
    at       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    detail   TEXT,
    seen_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (kind, name, instance)
);
