// Exit codes 0 (the chain is verified) and 1 (it is broken) would both be wrong while there is no chain.
console.error('Audit events are not sealed into a chain yet, so there is nothing to verify.')
process.exitCode = 2
