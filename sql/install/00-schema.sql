CREATE SCHEMA cptpolicy;

COMMENT ON SCHEMA cptpolicy IS 'tables and views of the extension cptpolicy';
