-- Bounties and submissions are written with their version, and columns are named as the wire is.
alter table marketplace.bounty add version int not null default 0;
alter table marketplace.bounty rename creator to creator_id;
alter table marketplace.bounty rename reward to reward_amount;
alter table marketplace.bounty rename created_at to creation_time;
alter table marketplace.bounty rename winner to winning_submission_id;

alter table marketplace.submission add version int not null default 0;
alter table marketplace.submission rename submitted_at to submission_time;
alter table marketplace.submission rename verifier to verifier_address;
alter table marketplace.submission rename notes to verification_notes;
-- the code that a second one is refused with
alter table marketplace.submission rename constraint submission_once to already_submitted;
