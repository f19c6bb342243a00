DELETE FROM finding_source WHERE finding_id = ?1
