-- Records and writes that wait until what they point to has a record: see the references of a sync's fields.
CREATE TABLE waiting_child (
    sync        VARCHAR(100) NOT NULL,
    system      VARCHAR(100) NOT NULL,      -- where the child was reported, or is to be written
    kind        VARCHAR(10)  NOT NULL,      -- READ: child and parent are record ids; WRITE: they are sync ids
    child       VARCHAR(512) NOT NULL,
    field       VARCHAR(200) NOT NULL,
    parent_sync VARCHAR(100) NOT NULL,
    parent      VARCHAR(512) NOT NULL,
    since       TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (child, system, sync, kind, field)
);
CREATE INDEX waiting_child_by_parent ON waiting_child (parent_sync);
