-- Which content of files was taken over last while an instance was running: the others take it over too.
CREATE TABLE reloaded_file (
    file   VARCHAR(300) PRIMARY KEY,
    hash   VARCHAR(64)  NOT NULL,
    person VARCHAR(200) NOT NULL,
    at     TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Definitions that plans were made by before they were taken over.
CREATE TABLE draft_definition (
    hash VARCHAR(64)  PRIMARY KEY,
    file VARCHAR(300) NOT NULL,
    text TEXT         NOT NULL
);
