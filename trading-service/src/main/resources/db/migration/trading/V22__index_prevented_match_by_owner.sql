create index prevented_match_of_owner on trading.prevented_match (owner, at);
