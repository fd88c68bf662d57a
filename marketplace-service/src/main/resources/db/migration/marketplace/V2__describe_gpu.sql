-- What people who register a GPU by hand say of it besides.
alter table marketplace.gpu
    add column description text,
    add column cuda_cores int,
    add column compute_capability text,
    alter column capabilities set default '[]';
