SELECT count(*) FROM plan WHERE left_on IS NULL
