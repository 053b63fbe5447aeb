-- How high lag, reviews and failures of each sync were at most, by hour.
CREATE TABLE hourly_level (
    begun       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    sync        VARCHAR(100) NOT NULL,
    lag_seconds BIGINT NOT NULL,
    reviews     BIGINT NOT NULL,
    failed      BIGINT NOT NULL,
    PRIMARY KEY (begun, sync)
);

-- How many calls of each system were made, by hour.
CREATE TABLE hourly_calls (
    begun          TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    system         VARCHAR(100) NOT NULL,
    calls          BIGINT NOT NULL,
    errors         BIGINT NOT NULL,
    millis         BIGINT NOT NULL,
    slowest_millis BIGINT NOT NULL,
    waited_millis  BIGINT NOT NULL,
    PRIMARY KEY (begun, system)
);
