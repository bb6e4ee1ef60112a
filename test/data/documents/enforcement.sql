CREATE ROLE importer;
