// Ends at last, in case nobody kills it.
for (const end = Date.now() + 60_000; Date.now() < end;);
