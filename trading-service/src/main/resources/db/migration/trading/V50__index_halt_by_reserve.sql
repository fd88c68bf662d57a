-- which orders a market was halted for, among many commands
create index command_halt_by_reserve on trading.command (market) where command like 'halt a reserve %';
