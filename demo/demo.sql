-- Shows what cptpolicy answers, in an empty database.
CREATE EXTENSION cptpolicy;
\dx cptpolicy
