// Ends after a while, in case it is not killed.
for (const end = Date.now() + 60_000; Date.now() < end;);
