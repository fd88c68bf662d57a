-- When it was last found that the account has too little for it; it steps aside for what has waited longer.
alter table explorer.outgoing add column tried_at timestamptz;
