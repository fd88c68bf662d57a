-- What payers say of a GPU: once for each booking that they paid, and for each receipt of a job that its worker did for them.
create table marketplace.review (
    id         uuid primary key,
    gpu_id     uuid        not null references marketplace.gpu,
    author     text        not null,
    rating     int         not null constraint review_rating check (rating between 1 and 5),
    comment    text        not null,
    booking_id uuid constraint review_of_booking unique,
    job_id     uuid constraint review_of_job unique,
    created_at timestamptz not null default now(),
    constraint review_has_one_reason check (num_nonnulls(booking_id, job_id) = 1)
);
create index review_by_gpu on marketplace.review (gpu_id, id);
