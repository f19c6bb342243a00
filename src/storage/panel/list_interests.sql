SELECT member_id, interest FROM member_interest ORDER BY member_id, interest
