-- What is said of an account that a client made for itself.
create table explorer.wallet (
    address        text primary key references explorer.account,
    owner_address  text not null,
    security_level text not null
);
