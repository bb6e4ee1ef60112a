CREATE ROLE cptpolicy_loader;
CREATE ROLE loader;
CREATE ROLE keeper;
