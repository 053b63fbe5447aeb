-- How far systems' clocks are ahead of the bridge's, as an instance measured it last, for those that have not measured yet.
CREATE TABLE system_clock (
    system       VARCHAR(100) PRIMARY KEY,
    ahead_millis BIGINT NOT NULL,
    measured_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
